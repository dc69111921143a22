using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Reports a change of legislation or of processors to both data protection officers.</summary>
public sealed class ReportChange(NoticeRegister notices, StaffAccess access)
{
    [Function(nameof(ReportChange))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/notices/change")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWhoCreateAsync(access, [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator], async caller =>
        {
            (ChangeContent body, IdempotentRequest? repeatable) = await request.ReadCreationAsync(NoticeWireJson.Default.ChangeContent, cancellationToken);
            return (await notices.ReportAsync(body, caller.ObjectId, repeatable, cancellationToken)).ToResult(StatusCodes.Status201Created);
        }, cancellationToken);
}
