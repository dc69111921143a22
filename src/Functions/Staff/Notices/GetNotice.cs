using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>A notice with its supplements and reminders, and the recipients and times of their deliveries.</summary>
public sealed class GetNotice(NoticeRegister notices, StaffAccess access)
{
    [Function(nameof(GetNotice))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/notices/{kind}/{number}")] HttpRequest request, string kind, string number,
        CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo, StaffRole.Operator], async _ =>
        {
            if (!NoticeReference.TryParse($"{kind}/{number}", out NoticeReference reference)
                || await notices.FindWithPartsAsync(reference, cancellationToken) is not { Count: > 0 } found)
                return NoticeHttp.Unknown();
            NoticeView view = NoticeView.Whole(found);
            if (view.Version is { } version)
                request.HttpContext.Response.SetVersion(version);
            return StaffHttp.Json(view, NoticeWireJson.Default.NoticeView);
        }, cancellationToken);
}
