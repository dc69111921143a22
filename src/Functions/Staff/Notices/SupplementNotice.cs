using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Adds a supplement to a notice, and mails it to both data protection officers.</summary>
public sealed class SupplementNotice(NoticeRegister notices, StaffAccess access)
{
    [Function(nameof(SupplementNotice))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/notices/{kind}/{number}/supplements")] HttpRequest request,
        string kind, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffWhoCreateAsync(access, [StaffRole.Dpo], async caller =>
        {
            (SupplementRequest body, IdempotentRequest? repeatable) =
                await request.ReadCreationAsync(NoticeWireJson.Default.SupplementRequest, cancellationToken);
            return NoticeReference.TryParse($"{kind}/{number}", out NoticeReference reference)
                ? (await notices.SupplementAsync(reference, body.Text, caller.ObjectId, repeatable, cancellationToken))
                    .ToResult(StatusCodes.Status201Created)
                : NoticeHttp.Unknown();
        }, cancellationToken);
}
