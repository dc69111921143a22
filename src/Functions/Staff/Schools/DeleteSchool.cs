using LeerId.Schools;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Schools;

/// <summary>Removes a school from the list.</summary>
public sealed class DeleteSchool(SchoolRegister schools, StaffAccess access)
{
    [Function(nameof(DeleteSchool))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "staff/schools/{number}")] HttpRequest request,
        string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access,
            [StaffRole.AccessControl],
            async caller => (await schools.DeleteAsync(number, request.EditorOf(caller), cancellationToken)).ToResult(request),
            cancellationToken);
}
