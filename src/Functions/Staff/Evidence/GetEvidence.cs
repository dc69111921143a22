using LeerId.Evidence;
using LeerId.Pages.Documents;
using LeerId.Staff;
using LeerId.Staff.Admission;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Staff.Evidence;

/// <summary>The signed evidence report of a period, as JSON or as one page to print.</summary>
public sealed class GetEvidence(EvidenceReporter reporter, StaffAccess access)
{
    [Function(nameof(GetEvidence))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/evidence")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo, StaffRole.Operator], ["from", "until"], async _ =>
            await reporter.MakeAsync(request.Query["from"], request.Query["until"], cancellationToken) switch
            {
                EvidenceOutcome.Made made when request.PrefersToJson("text/html") => (await EvidencePage.RenderAsync(made.Report)).ToResult(),
                EvidenceOutcome.Made made => Results.Text(made.Report.Document, "application/json"),
                EvidenceOutcome.PeriodInvalid invalid => StaffHttp.NotAllowed(
                    "period-invalid", "No report can be made for this period.", invalid.Faults),
                var other => throw new InvalidOperationException($"There is no response for {other.GetType().Name}."),
            }, cancellationToken);
}
