using LeerId.Retention;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Agreement;

/// <summary>Confirms the destruction of all pupils' data before the grace period is over. An officer and an operator, two persons, must confirm it.</summary>
public sealed class ConfirmDestruction(AgreementDestruction destruction, StaffAccess access)
{
    [Function(nameof(ConfirmDestruction))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/agreement/destruction/confirm")] HttpRequest request,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo, StaffRole.Operator], async caller =>
        {
            DestructionConfirmation body = await request.ReadJsonAsync(AgreementJson.Default.DestructionConfirmation, cancellationToken);
            return (await destruction.ConfirmAsync(body.EndDate, caller, cancellationToken)).ToResult();
        }, cancellationToken);
}
