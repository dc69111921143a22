using LeerId.Calendar;
using LeerId.Overview;
using LeerId.Pages.StaffConsole.Breaches;
using LeerId.Pages.StaffConsole.Notices;

namespace LeerId.Pages.StaffConsole.Overview;

/// <summary>The tasks of the overview in Dutch, each with its screen.</summary>
internal static class OverviewTexts
{
    private static readonly string[] Months = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

    /// <summary>The task in words.</summary>
    public static string Of(OverviewTask task, DateTimeOffset now) => task.Kind switch
    {
        OverviewTaskKind.BreachDeadline when task.At < now =>
            "Datalek: de 72 uur zijn verstreken. Meld het aan de autoriteit, of leg vast waarom het niet hoeft",
        OverviewTaskKind.BreachDeadline => "Datalek: meld het aan de autoriteit, of leg vast waarom het niet hoeft",
        OverviewTaskKind.BreachOpen when task.Count > 0 => $"Datalek: vul aan wat ontbreekt ({Number(task.Count, "veld", "velden")}) en sluit het af",
        OverviewTaskKind.BreachOpen => "Datalek: sluit het af",
        OverviewTaskKind.RequestDue => "Verzoek van een leerling of ouder: beantwoord het",
        OverviewTaskKind.RestrictionReview => "Beperking of bezwaar: ga na of het nog nodig is",
        OverviewTaskKind.ContractsEnd => $"{Number(task.Count, "contract eindigt", "contracten eindigen")} binnen {OverviewReader.ContractDays} dagen",
        OverviewTaskKind.ContractsForgotten => $"Leerlingen van {Number(task.Count, "school", "scholen")} zonder contract werden geweigerd",
        OverviewTaskKind.NoticesUndelivered => $"{Number(task.Count, "melding is", "meldingen zijn")} niet aangekomen",
        OverviewTaskKind.JobMissing => $"Taak niet uitgevoerd: {task.Reference}, {task.Subject}",
        OverviewTaskKind.JobFailed => $"Taak mislukt: {task.Reference}, {task.Subject}",
        OverviewTaskKind.RiskAssessmentReview => "Herzie de risicoanalyse",
        OverviewTaskKind.ImpactAssessmentReview => "Herzie de gegevensbeschermingseffectbeoordeling",
        OverviewTaskKind.ConfidentialityMissing => "Lees en aanvaard de tekst over vertrouwelijkheid",
        OverviewTaskKind.ConfidentialityEnds => "Aanvaard de tekst over vertrouwelijkheid opnieuw",
        _ => throw new ArgumentOutOfRangeException(nameof(task)),
    };

    /// <summary>The deadline or the start of a task; null if it has neither.</summary>
    public static string? TermOf(OverviewTask task, DateTimeOffset now) => task switch
    {
        { Kind: OverviewTaskKind.BreachDeadline, At: { } at } when at > now => $"voor {DutchDate.Moment(at)}, nog {(long)(at - now).TotalHours} uur",
        { Kind: OverviewTaskKind.BreachDeadline or OverviewTaskKind.NoticesUndelivered, At: { } at } => $"sinds {DutchDate.Moment(at)}",
        { Kind: OverviewTaskKind.JobMissing or OverviewTaskKind.JobFailed, At: { } at } => DutchDate.Moment(at),
        { Kind: OverviewTaskKind.ContractsEnd, DueOn: { } day } => $"het eerste op {DutchDate.Day(day)}",
        { DueOn: { } day } => Term(day, DateOnly.FromDateTime(BrusselsTime.Local(now).DateTime)),
        _ => null,
    };

    /// <summary>The path below <c>/beheer/</c> of the task's screen; null if there is none.</summary>
    public static string? PathOf(OverviewTask task) => task.Kind switch
    {
        OverviewTaskKind.BreachDeadline or OverviewTaskKind.BreachOpen => $"{BreachScreen.Path}/{task.Reference}",
        OverviewTaskKind.RequestDue => $"verzoeken/{task.Reference}",
        OverviewTaskKind.RestrictionReview => $"beperkingen/{task.Reference}",
        OverviewTaskKind.ContractsEnd => "scholen?toon=eindigt&sorteer=einde",
        OverviewTaskKind.ContractsForgotten => ForgottenContractScreen.Path,
        OverviewTaskKind.NoticesUndelivered => NoticeScreen.Path,
        OverviewTaskKind.JobMissing or OverviewTaskKind.JobFailed => "werking",
        OverviewTaskKind.RiskAssessmentReview or OverviewTaskKind.ImpactAssessmentReview => "register",
        OverviewTaskKind.ConfidentialityMissing or OverviewTaskKind.ConfidentialityEnds => "vertrouwelijkheid",
        _ => null,
    };

    /// <summary>The parts that could not be read, in Dutch.</summary>
    public static IReadOnlyList<string> Unreadable(OverviewReport report) =>
    [
        .. Name(report.Confidentiality, "uw aanvaarding van de vertrouwelijkheid"), .. Name(report.Breaches, "de datalekken"),
        .. Name(report.Requests, "de verzoeken"),
        .. Name(report.Contracts, "de contracten"), .. Name(report.Forgotten, "de geweigerde aanmeldingen per school"),
        .. Name(report.Undelivered, "de meldingen"), .. Name(report.Jobs, "de nachtelijke taken"), .. Name(report.Restrictions, "de beperkingen"),
        .. Name(report.SignIns, "de aanmeldingen per dag"), .. Name(report.Nights, "de nachten zonder wissen of verzegelen"),
        .. Name(report.Snapshots, "de maanden waarin gegevens gewist worden"),
    ];

    /// <summary>A day, such as <c>4 sep</c>.</summary>
    public static string ShortDay(DateOnly day) => $"{day.Day} {Months[day.Month - 1]}";

    /// <summary>A month, such as <c>sep 2026</c>.</summary>
    public static string ShortMonth(DateOnly month) => $"{Months[month.Month - 1]} {month.Year}";

    /// <summary>A number of schools, such as <c>1 school</c> or <c>3 scholen</c>.</summary>
    public static string Number(long count, string one, string more) => $"{DutchDate.Count(count)} {(count == 1 ? one : more)}";

    private static string Term(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        < 0 => $"te laat: de termijn liep tot {DutchDate.Day(due)}",
        0 => "uiterlijk vandaag",
        1 => "uiterlijk morgen",
        int days => $"uiterlijk op {DutchDate.Day(due)}, nog {days} dagen",
    };

    private static IEnumerable<string> Name<T>(OverviewPart<T>? part, string name)
        where T : class => part is { Value: null } ? [name] : [];
}
