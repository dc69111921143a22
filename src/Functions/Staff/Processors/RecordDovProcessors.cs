using LeerId.Notices;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Processors;

/// <summary>Registers an overview of DOV's own processors, or corrects the one with the same date.</summary>
public sealed class RecordDovProcessors(DovProcessors processors, StaffAccess access)
{
    [Function(nameof(RecordDovProcessors))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "staff/processors/dov")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo], async caller =>
        {
            DovProcessorOverview body = await request.ReadJsonAsync(NoticeWireJson.Default.DovProcessorOverview, cancellationToken);
            return await processors.RecordAsync(body, caller.ObjectId, cancellationToken) switch
            {
                DovProcessorsOutcome.Recorded recorded => StaffHttp.Json(recorded.Overview, NoticeWireJson.Default.DovProcessorView),
                DovProcessorsOutcome.Invalid invalid => StaffHttp.NotAllowed("values-invalid", "The body has values that are not allowed.", invalid.Faults),
                _ => throw new InvalidOperationException("There is no response for this outcome."),
            };
        }, cancellationToken);
}
