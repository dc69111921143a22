using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Notifies both data protection officers before data of article 3 are disclosed.</summary>
public sealed class ReportSharing(NoticeRegister notices, StaffAccess access)
{
    [Function(nameof(ReportSharing))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/notices/sharing")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffWhoCreateAsync(access, [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Privacy], async caller =>
        {
            (SharingContent body, IdempotentRequest? repeatable) = await request.ReadCreationAsync(NoticeWireJson.Default.SharingContent, cancellationToken);
            return (await notices.ReportAsync(body, caller.ObjectId, repeatable, cancellationToken)).ToResult(StatusCodes.Status201Created);
        }, cancellationToken);
}
