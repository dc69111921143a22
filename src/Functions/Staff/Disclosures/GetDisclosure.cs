using LeerId.Disclosures;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Disclosures;

/// <summary>A disclosure, with the conditions that must still be met before its release.</summary>
public sealed class GetDisclosure(DisclosureRegister disclosures, StaffAccess access)
{
    [Function(nameof(GetDisclosure))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/disclosures/{id}")] HttpRequest request,
        string id, CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access, [StaffRole.AccessControl, StaffRole.Dpo],
            async _ => (await disclosures.FindAsync(id, cancellationToken)).ToResult(), cancellationToken);
}
