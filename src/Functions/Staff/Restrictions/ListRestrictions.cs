using LeerId.DataSubjects;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Restrictions;

/// <summary>The register of restrictions, with the days until each review.</summary>
public sealed class ListRestrictions(StudentRestrictions restrictions, StaffAccess access)
{
    [Function(nameof(ListRestrictions))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/restrictions")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access, [StaffRole.Privacy, StaffRole.Dpo],
            async _ => StaffHttp.Json(await restrictions.ListAsync(cancellationToken), RestrictionJson.Default.IReadOnlyListRestrictionAnswer),
            cancellationToken);
}
