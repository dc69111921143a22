using LeerId.Retention;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Agreement;

/// <summary>Cancels the destruction of all pupils' data before it starts.</summary>
public sealed class CancelDestruction(AgreementDestruction destruction, StaffAccess access)
{
    [Function(nameof(CancelDestruction))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/agreement/destruction/cancel")] HttpRequest request,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo, StaffRole.Operator], async caller =>
        {
            DestructionCancellation body = await request.ReadJsonAsync(AgreementJson.Default.DestructionCancellation, cancellationToken);
            return (await destruction.CancelAsync(body.Reason, caller, cancellationToken)).ToResult();
        }, cancellationToken);
}
