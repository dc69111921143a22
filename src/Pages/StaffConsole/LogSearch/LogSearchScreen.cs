using LeerId.Calendar;
using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.LogSearch;

/// <summary>
/// The privacy log for the officer: by pupil, person, support code or period (protocol, article 6). The search and its continuation are in the bodies of
/// forms, never in an address.
/// </summary>
public sealed class LogSearchScreen : IConsoleScreen
{
    internal const string Path = "privacylog";

    internal const string DownloadPath = $"{Path}/downloaden";

    internal const string CodeField = "code";

    internal const string FromField = "from";

    internal const string UntilField = "until";

    internal const string ContinuationField = "continuation";

    private const string Title = "Privacylog";
    private const int UsualDays = 30;

    private static readonly StaffRole[] Admits = [StaffRole.Dpo];

    private readonly LogConsultation _log;
    private readonly TimeProvider _clock;

    /// <summary>Makes the screen.</summary>
    public LogSearchScreen(LogConsultation log, TimeProvider clock)
    {
        (_log, _clock) = (log, clock);
        Routes =
        [
            ConsoleRoute.Get(Path, Admits, BeginAsync),
            ConsoleRoute.Post(Path, Admits, SearchAsync) with { DemandsPurpose = true },
            ConsoleRoute.Post(DownloadPath, Admits, DownloadAsync) with { DemandsPurpose = true },
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(90, Title, Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    /// <summary>The subjects of a search: the field in Core, its label, and the words after "U zocht op".</summary>
    internal static IReadOnlyList<(string Name, string Label, string? DutchName)> Subjects { get; } =
    [
        ("leerIdUuid", "Leer_id_uuid van een leerling", "leerling"),
        ("accountUuid", "Account_uuid van een leerling", "leerling"),
        ("actor", "Medewerker", "medewerker"),
        (CodeField, "Hulpcode", "hulpcode"),
    ];

    /// <summary>The fields of a search that the next page and the download send again.</summary>
    internal static IReadOnlyList<string> KeptFields { get; } =
        [.. Subjects.Select(subject => subject.Name), FromField, UntilField, ConsoleRequest.PurposeKindField, ConsoleRequest.PurposeField];

    private Task<IResult> BeginAsync(ConsoleRequest request)
    {
        DateOnly today = BrusselsTime.Today(_clock);
        request.Form.Set(FromField, ConsoleForm.Text(today.AddDays(-UsualDays)));
        request.Form.Set(UntilField, ConsoleForm.Text(today));
        return request.ShowAsync(Title, new LogSearchModel(), LogSearchView.Create);
    }

    private async Task<IResult> SearchAsync(ConsoleRequest request)
    {
        LogQuestion question = Read(request.Form);
        if (request.CallerWithPurpose() is not { } caller || !request.Form.IsValid)
            return await request.ShowAsync(Title, new LogSearchModel(), LogSearchView.Create);
        return await ShowAsync(request, await _log.ReadAsync(question, caller, request.Cancellation), question.Continuation is not null);
    }

    private async Task<IResult> DownloadAsync(ConsoleRequest request)
    {
        LogQuestion question = Read(request.Form);
        if (request.CallerWithPurpose() is not { } caller || !request.Form.IsValid)
            return await request.ShowAsync(Title, new LogSearchModel(), LogSearchView.Create);
        LogOutcome outcome = await _log.DownloadAsync(question, caller, request.Cancellation);
        return outcome is LogOutcome.Read read
            ? ConsoleDownload.Csv($"privacylog-{ConsoleForm.Text(BrusselsTime.Today(_clock))}.csv", LogFile.Write(read.Page))
            : await ShowAsync(request, outcome, isContinued: false);
    }

    private static Task<IResult> ShowAsync(ConsoleRequest request, LogOutcome outcome, bool isContinued)
    {
        switch (outcome)
        {
            case LogOutcome.Read read:
                return request.ShowAsync(Title, new LogSearchModel(read.Page, isContinued), LogSearchView.Create);
            case LogOutcome.Invalid invalid:
                request.Form.Add(invalid.Faults);
                return request.ShowAsync(Title, new LogSearchModel(), LogSearchView.Create);
            default:
                return request.ShowAsync(Title, new LogSearchModel(isOutOfTime: true), LogSearchView.Create, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static LogQuestion Read(ConsoleForm form) => new()
    {
        LeerIdUuid = form.TextOf("leerIdUuid"),
        AccountUuid = form.TextOf("accountUuid"),
        Actor = form.TextOf("actor"),
        Code = form.TextOf(CodeField),
        From = form.Date(FromField) is { } from ? BrusselsTime.StartOf(from) : null,
        // The day is part of the period.
        Until = form.Date(UntilField) is { } until ? BrusselsTime.StartOf(until.AddDays(1)) : null,
        Continuation = form.TextOf(ContinuationField),
    };
}
