using LeerId.Schools;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Schools;

/// <summary>Adds a school to the list, or replaces its contract.</summary>
public sealed class PutSchool(SchoolRegister schools, StaffAccess access)
{
    [Function(nameof(PutSchool))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "staff/schools/{number}")] HttpRequest request,
        string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access,
            [StaffRole.AccessControl],
            async caller =>
            {
                SchoolTerms terms = await request.ReadJsonAsync(SchoolJson.Default.SchoolTerms, cancellationToken);
                return (await schools.PutAsync(number, terms, request.EditorOf(caller), cancellationToken)).ToResult(request);
            },
            cancellationToken);
}
