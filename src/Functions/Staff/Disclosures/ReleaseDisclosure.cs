using LeerId.Disclosures;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Disclosures;

/// <summary>Returns the uuids of a disclosure as a file, once.</summary>
public sealed class ReleaseDisclosure(DisclosureReleaser releaser, StaffAccess access)
{
    [Function(nameof(ReleaseDisclosure))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/disclosures/{id}/release")] HttpRequest request, string id,
        CancellationToken cancellationToken) =>
        request.ForStaffWithPurposeAsync(
            access, [StaffRole.AccessControl],
            async caller => (await releaser.ReleaseAsync(id, caller, cancellationToken)).ToResult(), cancellationToken);
}
