using LeerId.DataSubjects;
using LeerId.Pages.Documents;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Students;

/// <summary>
/// Erases the data of a pupil (GDPR, article 17). The first page shows the data that will be deleted and those that will be kept. The second
/// page is the answer to print, with the proof. The proof is stored nowhere else, so the answer is the page itself and not a redirect.
/// </summary>
internal sealed class ErasureScreen : IConsoleScreen
{
    private const string Path = $"{StudentAnswers.Path}/wissen";

    private readonly StudentLookup _lookup;
    private readonly StudentErasure _erasure;
    private readonly StudentLogs _logs;

    public ErasureScreen(StudentLookup lookup, StudentErasure erasure, StudentLogs logs)
    {
        (_lookup, _erasure, _logs) = (lookup, erasure, logs);
        Routes =
        [
            ConsoleRoute.Post(Path, StudentAnswers.Handlers, CheckAsync) with { DemandsPurpose = true },
            ConsoleRoute.Post($"{Path}/bevestigen", StudentAnswers.Handlers, EraseAsync) with { DemandsPurpose = true, DemandsRecentSignIn = true },
        ];
    }

    public ConsoleMenuItem? Menu => null;

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> CheckAsync(ConsoleRequest request)
    {
        if (request.CallerWithPurpose() is not { } caller)
            return await StudentAnswers.AskAsync(request);
        return await _lookup.SummarizeAsync(StudentAnswers.WhoIn(request.Form), caller, request.Cancellation) switch
        {
            StudentLookupOutcome.Summarized found => await request.ShowAsync(
                "Controleer wat u wist", new ErasureCheckModel(found.Summary, _logs.TodayGoneOn), ErasureCheckView.Create),
            StudentLookupOutcome.Invalid invalid => await StudentAnswers.InvalidAsync(request, invalid.Faults),
            _ => await StudentAnswers.OutOfTimeAsync(request),
        };
    }

    private async Task<IResult> EraseAsync(ConsoleRequest request)
    {
        if (request.CallerWithPurpose() is not { } caller)
            return await StudentAnswers.AskAsync(request);
        return await _erasure.EraseAsync(StudentAnswers.WhoIn(request.Form), caller, request.Cancellation) switch
        {
            StudentErasureOutcome.Erased erased => await request.ShowAsync(
                ErasurePage.Title, new ErasureDoneModel(erased.Proof, RequestNumber.In(caller.Purpose)), ErasureDoneView.Create),
            StudentErasureOutcome.Invalid invalid => await StudentAnswers.InvalidAsync(request, invalid.Faults),
            StudentErasureOutcome.Restricted => await StudentAnswers.RestrictedAsync(request),
            _ => await StudentAnswers.OutOfTimeAsync(request),
        };
    }
}
