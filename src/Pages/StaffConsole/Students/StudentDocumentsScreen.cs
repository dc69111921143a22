using System.Text.Json;
using LeerId.DataSubjects;
using LeerId.Pages.Documents;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Students;

/// <summary>
/// The documents for a pupil: the dossier to print or as a file, and the privacy log to print (GDPR, article 15). Each has its own request, so
/// that each is logged as a separate lookup.
/// </summary>
internal sealed class StudentDocumentsScreen : IConsoleScreen
{
    private readonly StudentLookup _lookup;
    private readonly StudentPrivacyLog _log;

    public StudentDocumentsScreen(StudentLookup lookup, StudentPrivacyLog log)
    {
        (_lookup, _log) = (lookup, log);
        Routes =
        [
            ConsoleRoute.Post($"{StudentAnswers.Path}/dossier", StudentAnswers.Handlers, PrintDossierAsync) with { DemandsPurpose = true },
            ConsoleRoute.Post($"{StudentAnswers.Path}/dossier/bestand", StudentAnswers.Handlers, DownloadDossierAsync) with { DemandsPurpose = true },
            ConsoleRoute.Post($"{StudentAnswers.Path}/logboek", StudentAnswers.Handlers, PrintLogAsync) with { DemandsPurpose = true },
        ];
    }

    public ConsoleMenuItem? Menu => null;

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private Task<IResult> PrintDossierAsync(ConsoleRequest request) =>
        WithDossierAsync(request, async dossier => await StudentDossierPage.RenderAsync(dossier));

    private Task<IResult> DownloadDossierAsync(ConsoleRequest request) => WithDossierAsync(
        request, dossier => ValueTask.FromResult<IResult>(new ConsoleDownload(
            "dossier.json", "application/json", JsonSerializer.SerializeToUtf8Bytes(dossier, StudentJson.Default.StudentDossier))));

    private async Task<IResult> WithDossierAsync(ConsoleRequest request, Func<StudentDossier, ValueTask<IResult>> show)
    {
        if (request.CallerWithPurpose() is not { } caller)
            return await StudentAnswers.AskAsync(request);
        return await _lookup.LookUpAsync(StudentAnswers.WhoIn(request.Form), caller, request.Cancellation) switch
        {
            StudentLookupOutcome.Found found => await show(found.Dossier),
            // The pupil gets a dossier even if no data are kept.
            StudentLookupOutcome.NothingKept nothing => await show(nothing.Dossier),
            StudentLookupOutcome.Invalid invalid => await StudentAnswers.InvalidAsync(request, invalid.Faults),
            _ => await StudentAnswers.OutOfTimeAsync(request),
        };
    }

    private async Task<IResult> PrintLogAsync(ConsoleRequest request)
    {
        if (request.CallerWithPurpose() is not { } caller)
            return await StudentAnswers.AskAsync(request);
        StudentRequest who = StudentAnswers.WhoIn(request.Form);
        StudentPrivacyLogRequest wanted = new() { LeerIdUuid = who.LeerIdUuid, AccountUuid = who.AccountUuid };
        return await _log.PrintAsync(wanted, caller, request.Cancellation) switch
        {
            StudentLogOutcome.Drawn drawn => await StudentDossierPage.RenderAsync(drawn.Dossier),
            StudentLogOutcome.Invalid invalid => await StudentAnswers.InvalidAsync(request, invalid.Faults),
            _ => await StudentAnswers.OutOfTimeAsync(request),
        };
    }
}
