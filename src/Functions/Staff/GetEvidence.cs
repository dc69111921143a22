using LeerId.Evidence;
using LeerId.Staff;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace LeerId.Functions;

/// <summary>The evidence report of a period, signed; as JSON, or as one page to print.</summary>
public sealed class GetEvidence(EvidenceReporter reporter, EvidencePage page, StaffAccess access)
{
    [Function(nameof(GetEvidence))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/evidence")] HttpRequest request, CancellationToken cancellationToken) =>
        request.ForStaffAsync(access, [StaffRole.Dpo, StaffRole.Operator], async _ =>
            await reporter.MakeAsync(request.Query["from"], request.Query["until"], cancellationToken) switch
            {
                EvidenceOutcome.Made made when PrefersPage(request) => (await page.RenderAsync(made.Report)).ToResult(),
                EvidenceOutcome.Made made => Results.Text(made.Report.Document, "application/json"),
                EvidenceOutcome.PeriodInvalid invalid => StaffHttp.Problem(
                    StatusCodes.Status400BadRequest, "period-invalid", "There can be no report of this period.",
                    [.. invalid.Faults.Select(fault => new { field = fault.Field, fault = fault.Fault })]),
                var other => throw new InvalidOperationException($"There is no answer for {other.GetType().Name}."),
            }, cancellationToken);

    // RFC 9110, section 12.5.1; JSON where it doesn't matter.
    private static bool PrefersPage(HttpRequest request)
    {
        IList<MediaTypeHeaderValue> accepted = request.GetTypedHeaders().Accept;
        return Quality("text/html") > Quality("application/json");

        double Quality(string type) => accepted.Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();
    }
}
