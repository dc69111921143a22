using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Closes a breach. Every field must be recorded, or the reason why it is not.</summary>
public sealed class CloseBreach(BreachRegister breaches, StaffAccess access)
{
    [Function(nameof(CloseBreach))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/notices/breach/{number}/close")] HttpRequest request, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo], async caller =>
        {
            BreachClosingRequest body = await request.ReadJsonAsync(NoticeWireJson.Default.BreachClosingRequest, cancellationToken);
            IReadOnlyDictionary<string, string> reasons = body.Reasons ?? new Dictionary<string, string>();
            return await request.ToBreachAsync(
                number, (known, version) => breaches.CloseAsync(known, version, reasons, caller.ObjectId, cancellationToken));
        }, cancellationToken);
}
