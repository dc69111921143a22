using LeerId.Schools;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Schools;

/// <summary>The list of schools, as JSON or as a CSV file.</summary>
public sealed class ListSchools(SchoolStore schools, StaffAccess access)
{
    [Function(nameof(ListSchools))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/schools")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access,
            [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator, StaffRole.SchoolsSync],
            async _ => (await schools.ListAsync(cancellationToken)).ToResult(request),
            cancellationToken);
}
