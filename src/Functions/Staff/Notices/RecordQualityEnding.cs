using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Records what was done about a fault in the data (protocol, article 7).</summary>
public sealed class RecordQualityEnding(NoticeEndings endings, StaffAccess access)
{
    [Function(nameof(RecordQualityEnding))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "staff/notices/quality/{number}/ending")] HttpRequest request, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.AccessControl, StaffRole.Privacy], async caller =>
        {
            NoticeEnding body = await request.ReadJsonAsync(NoticeWireJson.Default.NoticeEnding, cancellationToken);
            return NoticeReference.TryParse($"quality/{number}", out NoticeReference reference)
                ? (await endings.RecordAsync(reference, body, caller.ObjectId, cancellationToken)).ToResult(StatusCodes.Status200OK)
                : NoticeHttp.Unknown();
        }, cancellationToken);
}
