using LeerId.Disclosures;
using LeerId.Notices;
using LeerId.PrivacyLog.Seals;

namespace LeerId.Evidence;

/// <summary>The last overview that DOV gave of its own processors (protocol, articles 6 and 9).</summary>
/// <param name="Date">The day of the overview.</param>
/// <param name="Processors">The processors.</param>
public sealed record DovProcessorsEvidence(DateOnly Date, IReadOnlyList<DovProcessor> Processors);

/// <summary>A job that deletes personal data, and its runs in the period.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="Purpose">The purpose of the job, in Dutch.</param>
/// <param name="IsNightly">Whether it runs every night, instead of on request.</param>
/// <param name="FirstRunAt">The moment of the first run ever; null if it never ran.</param>
/// <param name="Runs">The runs, oldest first.</param>
/// <param name="NightsWithoutRun">
/// The nights without a run since the first run, in the Brussels calendar and without today; empty for a job that is not nightly.
/// </param>
public sealed record DeletionJob(
    string Job, string Purpose, bool IsNightly, DateTimeOffset? FirstRunAt, IReadOnlyList<DeletionRun> Runs, IReadOnlyList<DateOnly> NightsWithoutRun);

/// <summary>A run.</summary>
/// <param name="StartedAt">The moment when it started.</param>
/// <param name="EndedAt">The moment when it ended; null if it is running or was killed.</param>
/// <param name="CutOff">The moment before which data were to be deleted; null if there is none.</param>
/// <param name="Ground">The ground for that moment; null if the job has only one ground.</param>
/// <param name="Examined">The number of rows that it examined.</param>
/// <param name="Deleted">The number of rows that it deleted.</param>
/// <param name="Wiped">The number of rows from which it removed a value.</param>
/// <param name="Failed">The number of rows that failed; the next run retries them.</param>
public sealed record DeletionRun(
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, DateTimeOffset? CutOff, string? Ground, long Examined, long Deleted, long Wiped, long Failed)
{
    /// <summary>Whether it stopped because it reached its limit of time or rows, so that the next run continued.</summary>
    public bool ToBeContinued { get; init; }
}

/// <summary>The privacy log compared with its seals.</summary>
/// <param name="Days">Each day (UTC) of the period, oldest first.</param>
/// <param name="Faults">The number of days that somebody must investigate.</param>
/// <param name="NotCompared">The number of days that couldn't be compared in the available time. Only their seals were checked.</param>
public sealed record SealEvidence(IReadOnlyList<SealedDayEvidence> Days, int Faults, int NotCompared);

/// <summary>A day of the privacy log.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="State">The result of the comparison.</param>
/// <param name="Sealed">The number of sealed entries; null without an authentic seal.</param>
/// <param name="Found">The number of entries found; null if they were not counted.</param>
public sealed record SealedDayEvidence(DateOnly Day, DayState State, long? Sealed, long? Found);

/// <summary>The actions of staff and the people behind them, by role, from the privacy log.</summary>
/// <param name="Actions">The number of times that each role did each action.</param>
/// <param name="NotCounted">
/// The days (UTC) that are not in <paramref name="Actions"/>: the seal has no count, and there was no time to count the entries or they are deleted.
/// </param>
/// <param name="People">The people who acted in each role, and the moment when each accepted the text on confidentiality.</param>
/// <param name="PeopleNotRead">
/// The days (UTC) that are not in <paramref name="People"/>: there was no time to read the entries, or they are deleted. Seals don't mention people.
/// </param>
public sealed record StaffAccessEvidence(
    IReadOnlyList<StaffActionCount> Actions, IReadOnlyList<DateOnly> NotCounted, IReadOnlyList<StaffPersonEvidence> People,
    IReadOnlyList<DateOnly> PeopleNotRead);

/// <summary>A member of staff who acted in a role, and the last acceptance of the text on confidentiality before the period ended (article 6).</summary>
/// <param name="Role">The role.</param>
/// <param name="ObjectId">The person's object id in the directory.</param>
/// <param name="AcceptedVersion">The accepted version; null if there is no acceptance.</param>
/// <param name="AcceptedAt">The moment of the acceptance, UTC; null if there is none.</param>
/// <param name="GoodUntil">The last day, Brussels calendar, on which the acceptance is valid; null if there is none.</param>
public sealed record StaffPersonEvidence(string Role, string ObjectId, string? AcceptedVersion, DateTimeOffset? AcceptedAt, DateOnly? GoodUntil);

/// <summary>A notice, a supplement or a reminder, without its content.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="Kind">Its subject.</param>
/// <param name="State">Its delivery state.</param>
/// <param name="RegisteredAt">The moment when it was registered.</param>
/// <param name="SentToProviderAt">The moment when the provider's officer got it; null if the officer hasn't got it, or isn't a recipient.</param>
/// <param name="SentToDovAt">The moment when DOV's officer got it; null if the officer hasn't got it, or isn't a recipient.</param>
/// <param name="IsForDov">Whether DOV's officer is a recipient. DOV's officer gets no reminders.</param>
/// <param name="Breach">The facts about a breach; null for everything else.</param>
public sealed record NoticeEvidence(
    string Reference, NoticeKind Kind, NoticeState State, DateTimeOffset RegisteredAt, DateTimeOffset? SentToProviderAt, DateTimeOffset? SentToDovAt,
    bool IsForDov, BreachEvidence? Breach);

/// <summary>The facts about a breach and the notification of the authority (GDPR, article 33(1)).</summary>
/// <param name="KnownAt">The moment when the provider became aware of it.</param>
/// <param name="Source">The party where it happened; null if that isn't known yet.</param>
/// <param name="Risk">The judgement of the risk; null if there is none yet.</param>
/// <param name="AuthorityNotifiedAt">The moment when the authority was notified; null if that isn't recorded.</param>
/// <param name="Term">Whether that was within the 72 hours.</param>
/// <param name="ClosedAt">The moment when the breach was closed; null while it is open.</param>
/// <param name="Missing">The names of the fields without a value; for a closed breach, those with a reason instead.</param>
public sealed record BreachEvidence(
    DateTimeOffset KnownAt, BreachSource? Source, RiskJudgement? Risk, DateTimeOffset? AuthorityNotifiedAt, AuthorityTerm Term,
    DateTimeOffset? ClosedAt, IReadOnlyList<string> Missing);

/// <summary>Whether the authority was notified within the 72 hours.</summary>
public enum AuthorityTerm
{
    /// <summary>The authority was notified within the 72 hours.</summary>
    Within,

    /// <summary>The authority was notified after the 72 hours.</summary>
    Late,

    /// <summary>No notification is recorded yet, and the 72 hours have not passed.</summary>
    Running,

    /// <summary>No notification is recorded, and the 72 hours have passed.</summary>
    NotRecorded,

    /// <summary>The record says that the authority need not be notified, because a risk is unlikely or because DOV notifies it of its own breach.</summary>
    NotRequired,
}

/// <summary>A disclosure of uuids to another provider, without its receiver and its purpose (protocol, article 4).</summary>
/// <param name="Id">Its number.</param>
/// <param name="State">Its state.</param>
/// <param name="Schools">The number of schools.</param>
/// <param name="RequestedAt">The moment when it was requested.</param>
/// <param name="DovToldAt">The moment when DOV's officer got its notice; null if not yet.</param>
/// <param name="ReleasedAt">The moment when the uuids were released; null if they were not.</param>
/// <param name="Pupils">The number of pupils; null if the uuids were not released.</param>
/// <param name="Sha256">The SHA-256 of the file, in hexadecimal digits; null if the uuids were not released.</param>
/// <param name="WithdrawnAt">The moment when it was withdrawn; null if it was not.</param>
public sealed record DisclosureEvidence(
    string Id, DisclosureState State, int Schools, DateTimeOffset RequestedAt,
    DateTimeOffset? DovToldAt, DateTimeOffset? ReleasedAt, int? Pupils, string? Sha256,
    DateTimeOffset? WithdrawnAt)
{
    /// <summary>Whether the uuids were released before DOV's officer got the notice.</summary>
    internal bool IsReleasedBeforeNotice => ReleasedAt is { } released && !(DovToldAt < released);
}
