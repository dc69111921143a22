using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Records whether data were shared. Sharing is allowed only after DOV's officer received the notice.</summary>
public sealed class RecordSharingEnding(NoticeEndings endings, StaffAccess access)
{
    [Function(nameof(RecordSharingEnding))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "staff/notices/sharing/{number}/ending")] HttpRequest request, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo], async caller =>
        {
            NoticeEnding body = await request.ReadJsonAsync(NoticeWireJson.Default.NoticeEnding, cancellationToken);
            return NoticeReference.TryParse($"sharing/{number}", out NoticeReference reference)
                ? (await endings.RecordAsync(reference, body, caller.ObjectId, cancellationToken)).ToResult(StatusCodes.Status200OK)
                : NoticeHttp.Unknown();
        }, cancellationToken);
}
