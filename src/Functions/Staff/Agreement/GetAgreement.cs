using LeerId.Retention;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Agreement;

/// <summary>The state of the end of the agreement, and of the destruction of all pupils' data after it.</summary>
public sealed class GetAgreement(AgreementDestruction destruction, StaffAccess access)
{
    [Function(nameof(GetAgreement))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/agreement")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(
            access, [StaffRole.Dpo, StaffRole.Operator],
            async _ => (await destruction.ReadAsync(cancellationToken)).ToResult(), cancellationToken);
}
