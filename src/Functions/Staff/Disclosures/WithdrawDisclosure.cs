using LeerId.Disclosures;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Disclosures;

/// <summary>Withdraws a disclosure that has not been released.</summary>
public sealed class WithdrawDisclosure(DisclosureRegister disclosures, StaffAccess access)
{
    [Function(nameof(WithdrawDisclosure))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/disclosures/{id}/withdraw")] HttpRequest request, string id,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo, StaffRole.AccessControl], async caller =>
        {
            DisclosureWithdrawalRequest body = await request.ReadJsonAsync(DisclosureJson.Default.DisclosureWithdrawalRequest, cancellationToken);
            return (await disclosures.WithdrawAsync(id, body.Reason, caller.ObjectId, cancellationToken)).ToResult();
        }, cancellationToken);
}
