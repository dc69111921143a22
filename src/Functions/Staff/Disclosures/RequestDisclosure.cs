using LeerId.Disclosures;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Disclosures;

/// <summary>Registers a disclosure of uuids to another provider, and notifies DOV.</summary>
public sealed class RequestDisclosure(DisclosureRegister disclosures, StaffAccess access)
{
    [Function(nameof(RequestDisclosure))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/disclosures")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWhoCreateAsync(access, [StaffRole.AccessControl, StaffRole.Dpo], async caller =>
        {
            (DisclosureRequest body, IdempotentRequest? repeatable) =
                await request.ReadCreationAsync(DisclosureJson.Default.DisclosureRequest, cancellationToken);
            return (await disclosures.RequestAsync(body, caller.ObjectId, repeatable, cancellationToken)).ToResult(StatusCodes.Status201Created);
        }, cancellationToken);
}
