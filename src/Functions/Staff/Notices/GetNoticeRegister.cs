using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>The register of notices as a file for a spreadsheet.</summary>
public sealed class GetNoticeRegister(NoticeRegister notices, StaffAccess access)
{
    [Function(nameof(GetNoticeRegister))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/notices/register")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo], async _ => Results.Bytes(
            await NoticeRegisterFile.WriteAsync(notices.ListAllAsync(cancellationToken), cancellationToken), "text/csv; charset=utf-8", "notices.csv"),
            cancellationToken);
}
