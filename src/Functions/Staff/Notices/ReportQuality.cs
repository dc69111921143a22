using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Reports wrong data to both data protection officers.</summary>
public sealed class ReportQuality(NoticeRegister notices, StaffAccess access)
{
    [Function(nameof(ReportQuality))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/notices/quality")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWhoCreateAsync(access, [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator], async caller =>
        {
            (QualityContent body, IdempotentRequest? repeatable) = await request.ReadCreationAsync(NoticeWireJson.Default.QualityContent, cancellationToken);
            return (await notices.ReportAsync(body, caller.ObjectId, repeatable, cancellationToken)).ToResult(StatusCodes.Status201Created);
        }, cancellationToken);
}
