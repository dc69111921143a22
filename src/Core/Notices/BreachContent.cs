namespace LeerId.Notices;

/// <summary>
/// A personal data breach as it is known now: what GDPR, articles 33 and 34, ask, and the consultation of article 9 of the protocol. The first report needs
/// <see cref="KnownAt"/> and <see cref="Nature"/> only; null is what nobody gave yet. <see cref="BreachFields"/> says what must be there to close it.
/// </summary>
public sealed record BreachContent : NoticeContent
{
    /// <summary>The time there is to notify the authority, from becoming aware (GDPR, article 33(1)).</summary>
    public static readonly TimeSpan Term = TimeSpan.FromHours(72);

    /// <summary>When the provider became aware of it, UTC: the 72 hours run from here.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>What happened: the nature of the breach.</summary>
    public string? Nature { get; init; }

    /// <summary>Where it happened, which also says who reported it.</summary>
    public BreachSource? Source { get; init; }

    /// <summary>The name of the processor where it happened; null when it happened elsewhere.</summary>
    public string? Processor { get; init; }

    /// <summary>When it happened, UTC; null when that is not known.</summary>
    public DateTimeOffset? HappenedAt { get; init; }

    /// <summary>When it was found, UTC.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>The categories of persons.</summary>
    public string? PersonCategories { get; init; }

    /// <summary>About how many persons.</summary>
    public long? PersonCount { get; init; }

    /// <summary>The categories of personal data.</summary>
    public string? DataCategories { get; init; }

    /// <summary>About how many records.</summary>
    public long? RecordCount { get; init; }

    /// <summary>Where more can be asked; null when that is the provider's data protection officer.</summary>
    public string? Contact { get; init; }

    /// <summary>The likely consequences.</summary>
    public string? Consequences { get; init; }

    /// <summary>The measures taken or proposed.</summary>
    public string? Measures { get; init; }

    /// <summary>The judgement of the risk to the persons.</summary>
    public RiskJudgement? Risk { get; init; }

    /// <summary>Whether the persons are told (GDPR, article 34); null counts as undecided.</summary>
    public PersonsDecision? Persons { get; init; }

    /// <summary>Why that decision; required when telling them is not required.</summary>
    public string? PersonsReason { get; init; }

    /// <summary>When the persons were told, UTC; null unless they were.</summary>
    public DateTimeOffset? PersonsToldAt { get; init; }

    /// <summary>How the persons were told; null unless they were.</summary>
    public string? PersonsToldHow { get; init; }

    /// <summary>How many persons were told; null unless they were.</summary>
    public long? PersonsToldCount { get; init; }

    /// <summary>When the authority was notified, UTC; null when that is not recorded yet.</summary>
    public DateTimeOffset? AuthorityNotifiedAt { get; init; }

    /// <summary>Why the authority was notified after the 72 hours; required then.</summary>
    public string? DelayReason { get; init; }

    /// <summary>Why the authority need not be notified (GDPR, article 33(1)); null when it was notified, or nothing is recorded.</summary>
    public string? AuthorityNotRequiredReason { get; init; }

    /// <summary>The consultations of both parties, oldest first (protocol, article 9); null when none is recorded.</summary>
    public IReadOnlyList<Consultation>? Consultations { get; init; }

    /// <summary>Whether nothing is recorded yet of the duty to notify the authority.</summary>
    internal bool IsAuthorityMissing => AuthorityNotifiedAt is null && AuthorityNotRequiredReason is null;
}

/// <summary>Where a breach happened.</summary>
public enum BreachSource
{
    /// <summary>At the provider.</summary>
    Own,

    /// <summary>At a processor of the provider, which told the provider (GDPR, article 33(2)).</summary>
    Processor,

    /// <summary>At DOV, which told the provider (protocol, article 9).</summary>
    Dov,
}

/// <summary>The risk of a breach to the persons (GDPR, articles 33 and 34).</summary>
public enum RiskJudgement
{
    /// <summary>A risk is unlikely.</summary>
    Unlikely,

    /// <summary>There is a risk.</summary>
    Risk,

    /// <summary>The risk is high.</summary>
    High,
}

/// <summary>Whether the persons are told of a breach (GDPR, article 34).</summary>
public enum PersonsDecision
{
    /// <summary>Not decided yet.</summary>
    Undecided,

    /// <summary>Telling them is not required, for the reason given.</summary>
    NotRequired,

    /// <summary>They were told.</summary>
    Done,
}

/// <summary>A consultation of both parties about a breach (protocol, article 9).</summary>
public sealed record Consultation
{
    /// <summary>When it was, UTC.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who took part.</summary>
    public string? Participants { get; init; }

    /// <summary>What was decided.</summary>
    public string? Decision { get; init; }
}

/// <summary>
/// A change of the fields of a breach: the supplement that both officers get (GDPR, article 33(4)), and the history. Who made it, and when, is in the
/// <see cref="Notice"/>.
/// </summary>
public sealed record BreachChangeContent : NoticeContent
{
    /// <summary>The version of the breach that it made, counted from 1.</summary>
    public int Sequence { get; init; }

    /// <summary>The names of the fields that changed.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>The former values of those fields; null for what was not given.</summary>
    public BreachContent Former { get; init; } = new();

    /// <summary>The new values of those fields; null for what was taken away.</summary>
    public BreachContent Now { get; init; } = new();

    /// <summary>The names of the fields that were still missing after it.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>When the 72 hours end, UTC.</summary>
    public DateTimeOffset Deadline { get; init; }
}

/// <summary>The closing of a breach. Who closed it, and when, is in the <see cref="Notice"/>.</summary>
public sealed record BreachClosingContent : NoticeContent
{
    /// <summary>The version of the breach that it made.</summary>
    public int Sequence { get; init; }

    /// <summary>Why each field that is missing is not there, by its name.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();
}

/// <summary>A reminder that a breach has no recorded notification to the authority.</summary>
public sealed record ReminderContent : NoticeContent
{
    /// <summary>How many hours after becoming aware.</summary>
    public int Hours { get; init; }

    /// <summary>When the 72 hours end or ended, UTC.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>The names of the fields that were still missing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
