using LeerId.Disclosures;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Disclosures;

/// <summary>The register of disclosures.</summary>
public sealed class ListDisclosures(DisclosureRegister disclosures, StaffAccess access)
{
    [Function(nameof(ListDisclosures))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/disclosures")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access, [StaffRole.AccessControl, StaffRole.Dpo],
            async _ => StaffHttp.Json(await disclosures.ListAsync(cancellationToken), DisclosureJson.Default.IReadOnlyListDisclosure), cancellationToken);
}
