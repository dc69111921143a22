using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>The notices of one kind or of all kinds, without their supplements and reminders.</summary>
public sealed class ListNotices(NoticeRegister notices, StaffAccess access)
{
    [Function(nameof(ListNotices))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/notices")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo, StaffRole.Operator], [NoticeHttp.KindParameter], async _ =>
        {
            NoticeKind? kind = request.NoticeKind();
            IReadOnlyList<NoticeView> list = await NoticeView.ListAsync(
                kind is { } one ? notices.ListAsync(one, cancellationToken) : notices.ListAllAsync(cancellationToken), cancellationToken);
            return StaffHttp.Json(list, NoticeWireJson.Default.IReadOnlyListNoticeView);
        }, cancellationToken);
}
