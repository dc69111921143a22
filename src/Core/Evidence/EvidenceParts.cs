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
/// <param name="Purpose">What it does.</param>
/// <param name="IsNightly">Whether it runs each night, or when somebody asks.</param>
/// <param name="FirstRunAt">When its first run ever was; null when it never ran.</param>
/// <param name="Runs">The runs, oldest first.</param>
/// <param name="NightsWithoutRun">
/// The nights (Brussels calendar, today left out) since the first run on which it did not run; none for a job that is not nightly.
/// </param>
public sealed record DeletionJob(
    string Job, string Purpose, bool IsNightly, DateTimeOffset? FirstRunAt, IReadOnlyList<DeletionRun> Runs, IReadOnlyList<DateOnly> NightsWithoutRun);

/// <summary>A run.</summary>
/// <param name="StartedAt">When it started.</param>
/// <param name="EndedAt">When it ended; null when it runs or was killed.</param>
/// <param name="CutOff">The moment before which data were to go; null when there is none.</param>
/// <param name="Ground">Why that; null when there is one reason only.</param>
/// <param name="Examined">How many rows it looked at.</param>
/// <param name="Deleted">How many it deleted.</param>
/// <param name="Wiped">How many it took a value out of.</param>
/// <param name="Failed">How many failed; the next run takes them up.</param>
public sealed record DeletionRun(
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, DateTimeOffset? CutOff, string? Ground, long Examined, long Deleted, long Wiped, long Failed)
{
    /// <summary>Whether it stopped because its time or its number of rows was over, and the next run continued.</summary>
    public bool ToBeContinued { get; init; }
}

/// <summary>The privacy log compared with its seals.</summary>
/// <param name="Days">Each day (UTC) of the period, oldest first.</param>
/// <param name="Faults">How many days somebody has to look into.</param>
/// <param name="NotCompared">How many days there was no time for: of these only the seal was checked.</param>
public sealed record SealEvidence(IReadOnlyList<SealedDayEvidence> Days, int Faults, int NotCompared);

/// <summary>A day of the privacy log.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="State">What was found.</param>
/// <param name="Sealed">How many entries were sealed; null without an authentic seal.</param>
/// <param name="Found">How many there are; null when they were not counted.</param>
public sealed record SealedDayEvidence(DateOnly Day, DayState State, long? Sealed, long? Found);

/// <summary>What staff did and who they are, by role, from the privacy log.</summary>
/// <param name="Actions">How often each role did each action.</param>
/// <param name="NotCounted">
/// The days (UTC) that are not in <paramref name="Actions"/>: their seal has no count, and there was no time to count them or their entries are gone.
/// </param>
/// <param name="People">Who acted in each role, and when each accepted the text on confidentiality.</param>
/// <param name="PeopleNotRead">
/// The days (UTC) that are not in <paramref name="People"/>: there was no time to read their entries, or their entries are gone. Seals say nothing of persons.
/// </param>
public sealed record StaffAccessEvidence(
    IReadOnlyList<StaffActionCount> Actions, IReadOnlyList<DateOnly> NotCounted, IReadOnlyList<StaffPersonEvidence> People,
    IReadOnlyList<DateOnly> PeopleNotRead);

/// <summary>A member of staff who acted in a role, and the last acceptance of the text on confidentiality before the period ended (article 6).</summary>
/// <param name="Role">The role.</param>
/// <param name="ObjectId">The person's object id in the directory.</param>
/// <param name="AcceptedVersion">The version that was accepted; null if there is no acceptance.</param>
/// <param name="AcceptedAt">When it was accepted, UTC; likewise.</param>
/// <param name="GoodUntil">The last day, Brussels calendar, on which that acceptance is valid; likewise.</param>
public sealed record StaffPersonEvidence(string Role, string ObjectId, string? AcceptedVersion, DateTimeOffset? AcceptedAt, DateOnly? GoodUntil);

/// <summary>A notice, a supplement or a reminder; what it says is left out.</summary>
/// <param name="Reference">Its number.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="State">Where it is on its way.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="SentToProviderAt">Since when the provider's officer has it; null when not, or when it is not meant for that officer.</param>
/// <param name="SentToDovAt">Since when DOV's officer has it, likewise.</param>
/// <param name="IsForDov">Whether it is meant for DOV's officer; a reminder is not.</param>
/// <param name="Breach">What there is to say of a breach; null for everything else.</param>
public sealed record NoticeEvidence(
    string Reference, NoticeKind Kind, NoticeState State, DateTimeOffset RegisteredAt, DateTimeOffset? SentToProviderAt, DateTimeOffset? SentToDovAt,
    bool IsForDov, BreachEvidence? Breach);

/// <summary>A breach and the authority (GDPR, article 33(1)).</summary>
/// <param name="KnownAt">When the provider became aware of it.</param>
/// <param name="Source">Where it happened; null when that is not given yet.</param>
/// <param name="Risk">The judgement of the risk; null when there is none yet.</param>
/// <param name="AuthorityNotifiedAt">When the authority was notified; null when that is not recorded.</param>
/// <param name="Term">Whether that was within the 72 hours.</param>
/// <param name="ClosedAt">When the breach was closed; null while it is open.</param>
/// <param name="Missing">The names of the fields that are not given; of a closed breach, those with a reason instead.</param>
public sealed record BreachEvidence(
    DateTimeOffset KnownAt, BreachSource? Source, RiskJudgement? Risk, DateTimeOffset? AuthorityNotifiedAt, AuthorityTerm Term,
    DateTimeOffset? ClosedAt, IReadOnlyList<string> Missing);

/// <summary>Whether the authority was notified within the 72 hours.</summary>
public enum AuthorityTerm
{
    /// <summary>It was made within them.</summary>
    Within,

    /// <summary>It was made after them.</summary>
    Late,

    /// <summary>None is recorded yet, and they have not passed.</summary>
    Running,

    /// <summary>None is recorded, and they have passed.</summary>
    NotRecorded,

    /// <summary>The record says that the authority need not be notified, because a risk is unlikely or because DOV notifies it of its own breach.</summary>
    NotRequired,
}

/// <summary>A disclosure of uuids to another provider; to whom and why is left out (protocol, article 4).</summary>
/// <param name="Id">Its number.</param>
/// <param name="State">How far it is.</param>
/// <param name="Schools">Of how many schools.</param>
/// <param name="RequestedAt">When it was requested.</param>
/// <param name="DovToldAt">Since when DOV's officer has the notice of it; null when not yet.</param>
/// <param name="ReleasedAt">When the uuids were given; null when they were not.</param>
/// <param name="Pupils">Of how many pupils; null when they were not.</param>
/// <param name="Sha256">The SHA-256 of the file, in hexadecimal digits; null when they were not.</param>
/// <param name="WithdrawnAt">When it was withdrawn; null when it was not.</param>
public sealed record DisclosureEvidence(
    string Id, DisclosureState State, int Schools, DateTimeOffset RequestedAt,
    DateTimeOffset? DovToldAt, DateTimeOffset? ReleasedAt, int? Pupils, string? Sha256,
    DateTimeOffset? WithdrawnAt)
{
    /// <summary>Whether the uuids were given without DOV having been told before.</summary>
    internal bool IsGivenUntold => ReleasedAt is { } released && !(DovToldAt < released);
}
