using LeerId.Archive;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Requests;
using LeerId.Restrictions;
using LeerId.Retention;
using LeerId.Runs;
using LeerId.Schools.Refusals;
using LeerId.Secrets.Inventory;
using NCrontab;

namespace LeerId.Overview;

/// <summary>A job that a timer runs.</summary>
/// <param name="Name">The name of its runs.</param>
/// <param name="Purpose">Its purpose, in Dutch.</param>
/// <param name="Schedule">The setting with its schedule.</param>
internal sealed record TimerJob(string Name, string Purpose, string Schedule)
{
    /// <summary>How late a run may be: the host ends a run after five minutes, and starts one late if it was not running at the moment itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>How early a run may be: a timer of the host can be early by some seconds.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    private static readonly CrontabSchedule.ParseOptions SixFields = new() { IncludingSeconds = true };

    /// <summary>Every job that leaves a record.</summary>
    public static IReadOnlyList<TimerJob> All { get; } =
    [
        new(RetentionSweep.Job, "wist gegevens van leerlingen waarvan de bewaartermijn voorbij is", "Retention:Schedule"),
        new(SnapshotCount.Job, "telt in welke maand de gegevens van leerlingen gewist worden", "Retention:Schedule"),
        new(RestrictionReview.Job, "zoekt beperkingen waarvan de herziening te laat is", "Retention:Schedule"),
        new(SecretCheck.Job, "kijkt na of geheimen en certificaten ontbreken of binnenkort vervallen", "Retention:Schedule"),
        new(RecordPruning.Job, "wist registers en verslagen waarvan de bewaartermijn voorbij is", "Retention:RecordsSchedule"),
        new(SchoolRefusalPruning.Job, "wist kleine en oude tellingen van geweigerde aanmeldingen per school", "Retention:RecordsSchedule"),
        new(DailySeal.Job, "verzegelt de privacylog van elke afgelopen dag", "PrivacyLog:SealSchedule"),
        new(PrivacyLogExpiry.Job, "wist regels van de privacylog waarvan de bewaartermijn voorbij is", "PrivacyLog:ExpirySchedule"),
        new(NightlyArchive.Job, "archiveert de verzegelde dagen en de gewijzigde registers", "Archive:Schedule"),
        new(NoticeRequeue.Job, "verstuurt meldingen die niet aankwamen opnieuw", "Notices:RequeueSchedule"),
        new(DeadlineReminders.Job, "herinnert de functionaris aan de 72 uur van een datalek", "Notices:DeadlineSchedule"),
        new(RequestReminders.Job, "herinnert aan de termijn van verzoeken van betrokkenen", "Requests:ReminderSchedule"),
        new(AgreementEnd.Job, "kondigt na het einde van het protocol het wissen aan, en wist", "Agreement:Schedule") { RunsAlways = false },
    ];

    /// <summary>Whether each time of the schedule leaves a record.</summary>
    public bool RunsAlways { get; init; } = true;

    /// <summary>Whether a run should have started since the last one.</summary>
    /// <param name="schedule">The schedule, a six-field NCrontab expression; null when it is not set.</param>
    /// <param name="last">When the last run started; null when there was none.</param>
    /// <param name="now">The present moment.</param>
    public bool IsOverdue(string? schedule, DateTimeOffset? last, DateTimeOffset now) =>
        RunsAlways && last is { } started
        && Parse(schedule) is { } times && times.GetNextOccurrence((started + Early).UtcDateTime) + Patience < now.UtcDateTime;

    /// <summary>Reads a schedule; null if it is not set or can't be read.</summary>
    public static CrontabSchedule? Parse(string? schedule) => CrontabSchedule.TryParse(schedule ?? "", SixFields);
}

/// <summary>A job with its schedule and its newest runs.</summary>
/// <param name="Job">The job.</param>
/// <param name="Schedule">Its schedule; null when it is not set.</param>
/// <param name="Runs">Its newest runs, the newest first.</param>
internal sealed record TimerRuns(TimerJob Job, string? Schedule, IReadOnlyList<RunRecord> Runs);
