using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Records that the authority was notified of a breach, or need not be (GDPR, article 33(1)).</summary>
public sealed class RecordAuthorityNotification(NoticeRegister notices, StaffAccess access)
{
    [Function(nameof(RecordAuthorityNotification))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "staff/notices/breach/{number}/authority")] HttpRequest request, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo], async caller =>
        {
            AuthorityRecord body = await request.ReadJsonAsync(NoticeWireJson.Default.AuthorityRecord, cancellationToken);
            return NoticeReference.TryParse($"breach/{number}", out NoticeReference reference)
                ? (await notices.RecordAuthorityAsync(reference, body, caller.ObjectId, cancellationToken)).ToResult(StatusCodes.Status200OK)
                : NoticeHttp.Unknown();
        }, cancellationToken);
}
