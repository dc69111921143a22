using LeerId.Schools;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Schools;

/// <summary>A school's contract.</summary>
public sealed class GetSchool(SchoolRegister schools, StaffAccess access)
{
    [Function(nameof(GetSchool))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/schools/{number}")] HttpRequest request,
        string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access,
            [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator, StaffRole.SchoolsSync],
            async _ => (await schools.FindAsync(number, cancellationToken)).ToResult(request),
            cancellationToken);
}
