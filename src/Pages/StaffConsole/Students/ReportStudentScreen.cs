using LeerId.DataSubjects;
using LeerId.Notices;
using LeerId.Pages.StaffConsole.Parts;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Students;

/// <summary>Reports to DOV that data of one pupil are wrong (protocol, article 7; GDPR, article 16). Only DOV's officer learns which pupil.</summary>
internal sealed class ReportStudentScreen : IConsoleScreen
{
    private const string Path = $"{StudentAnswers.Path}/melding";

    private static readonly IReadOnlyList<ConsoleOption> Sources = EnumChoice.Options<QualitySource>(
        source => source == QualitySource.Dov ? "DOV, dat het aan ons meldde" : "Wij of een school: DOV krijgt de melding");

    private readonly StudentQualityReports _reports;
    private readonly TimeProvider _clock;

    public ReportStudentScreen(StudentQualityReports reports, TimeProvider clock)
    {
        (_reports, _clock) = (reports, clock);
        Routes =
        [
            ConsoleRoute.Post(Path, StudentAnswers.Readers, AskAsync) with { DemandsPurpose = true },
            ConsoleRoute.Post($"{Path}/versturen", StudentAnswers.Readers, ReportAsync) with { DemandsPurpose = true },
        ];
    }

    public ConsoleMenuItem? Menu => null;

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private Task<IResult> AskAsync(ConsoleRequest request)
    {
        if (request.CallerWithPurpose() is null)
            return StudentAnswers.AskAsync(request);
        // The posted form has the key of the lookup. The new form creates a notice, so it needs its own key.
        request.Form.RenewKey();
        request.Form.Set("foundAt", ConsoleForm.Text(_clock.GetUtcNow()));
        request.Form.Set("source", EnumChoice.ToText(QualitySource.Provider));
        return ShowAsync(request);
    }

    private async Task<IResult> ReportAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        if (request.CallerWithPurpose() is not { } caller)
            return await StudentAnswers.AskAsync(request);
        StudentRequest who = StudentAnswers.WhoIn(form);
        StudentQualityReport report = new()
        {
            LeerIdUuid = who.LeerIdUuid,
            AccountUuid = who.AccountUuid,
            FoundAt = form.Moment("foundAt"),
            Data = form.TextOf("data"),
            Problem = form.TextOf("problem"),
            Source = EnumChoice.Read<QualitySource>(form, "source"),
        };
        switch (await _reports.ReportAsync(report, caller, request.Repeatable, request.Cancellation))
        {
            case StudentQualityOutcome.ReferToPrivacy:
                return await StudentAnswers.ReferToPrivacyAsync(request);
            case StudentQualityOutcome.OutOfTime:
                return await StudentAnswers.OutOfTimeAsync(request);
            case StudentQualityOutcome.Ended { Notice: NoticeOutcome.Registered registered }:
                return request.RedirectTo(StudentAnswers.Path, $"De melding is geregistreerd, met nummer {registered.Reference.Number}.");
            case StudentQualityOutcome.Ended { Notice: NoticeOutcome.Invalid invalid }:
                return await StudentAnswers.InvalidAsync(request, invalid.Faults, ShowAsync);
            default:
                form.Add("", "U verstuurde dit formulier al eens met andere gegevens, en die melding is geregistreerd.");
                return await ShowAsync(request);
        }
    }

    private static Task<IResult> ShowAsync(ConsoleRequest request) =>
        request.ShowAsync("Fout gegeven melden", new ReportStudentModel(Sources), ReportStudentView.Create);
}
