using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Processors;

/// <summary>The overviews of DOV's own processors, newest first.</summary>
public sealed class ListDovProcessors(DovProcessors processors, StaffAccess access)
{
    [Function(nameof(ListDovProcessors))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/processors/dov")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo, StaffRole.Operator], async _ => StaffHttp.Json(
            await processors.ListAsync(cancellationToken), NoticeWireJson.Default.IReadOnlyListDovProcessorView), cancellationToken);
}
