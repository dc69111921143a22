namespace LeerId.Notices;

/// <summary>
/// A personal data breach as it is known now: what articles 33 and 34 of the GDPR ask, and the consultation of article 9 of the protocol. The first report
/// needs only <see cref="KnownAt"/> and <see cref="Nature"/>; a field is null until somebody fills it in. <see cref="BreachFields"/> names the fields that
/// a breach needs before it can be closed.</summary>
public sealed record BreachContent : NoticeContent
{
    /// <summary>The time within which the authority must be notified, counted from becoming aware (GDPR, article 33(1)).</summary>
    public static readonly TimeSpan Term = TimeSpan.FromHours(72);

    /// <summary>The moment when the provider became aware of the breach, UTC. The 72 hours start then.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>A description of what happened: the nature of the breach.</summary>
    public string? Nature { get; init; }

    /// <summary>The party where it happened, which is also the party that reported it.</summary>
    public BreachSource? Source { get; init; }

    /// <summary>The name of the processor where it happened; null if it happened elsewhere.</summary>
    public string? Processor { get; init; }

    /// <summary>The moment when it happened, UTC; null if that isn't known.</summary>
    public DateTimeOffset? HappenedAt { get; init; }

    /// <summary>The moment when it was found, UTC.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>The categories of persons.</summary>
    public string? PersonCategories { get; init; }

    /// <summary>The approximate number of persons.</summary>
    public long? PersonCount { get; init; }

    /// <summary>The categories of personal data.</summary>
    public string? DataCategories { get; init; }

    /// <summary>The approximate number of records.</summary>
    public long? RecordCount { get; init; }

    /// <summary>The contact for questions; null if that is the provider's data protection officer.</summary>
    public string? Contact { get; init; }

    /// <summary>The likely consequences.</summary>
    public string? Consequences { get; init; }

    /// <summary>The measures taken or proposed.</summary>
    public string? Measures { get; init; }

    /// <summary>The judgement of the risk to the persons.</summary>
    public RiskJudgement? Risk { get; init; }

    /// <summary>Whether the persons are informed (GDPR, article 34); null counts as undecided.</summary>
    public PersonsDecision? Persons { get; init; }

    /// <summary>The reason for that decision; required if informing them isn't required.</summary>
    public string? PersonsReason { get; init; }

    /// <summary>The moment when the persons were informed, UTC; null unless they were.</summary>
    public DateTimeOffset? PersonsToldAt { get; init; }

    /// <summary>The way in which the persons were informed; null unless they were.</summary>
    public string? PersonsToldHow { get; init; }

    /// <summary>The number of persons informed; null unless they were.</summary>
    public long? PersonsToldCount { get; init; }

    /// <summary>The moment when the authority was notified, UTC; null if that isn't recorded yet.</summary>
    public DateTimeOffset? AuthorityNotifiedAt { get; init; }

    /// <summary>The reason for notifying the authority after the 72 hours; required in that case.</summary>
    public string? DelayReason { get; init; }

    /// <summary>The reason why the authority need not be notified (GDPR, article 33(1)); null if it was notified, or if nothing is recorded.</summary>
    public string? AuthorityNotRequiredReason { get; init; }

    /// <summary>The consultations between both parties, oldest first (protocol, article 9); null if none is recorded.</summary>
    public IReadOnlyList<Consultation>? Consultations { get; init; }

    /// <summary>Whether neither a notification to the authority nor a reason for its absence is recorded.</summary>
    internal bool IsAuthorityMissing => AuthorityNotifiedAt is null && AuthorityNotRequiredReason is null;
}

/// <summary>The party where a breach happened.</summary>
public enum BreachSource
{
    /// <summary>At the provider.</summary>
    Own,

    /// <summary>At a processor of the provider, which informed the provider (GDPR, article 33(2)).</summary>
    Processor,

    /// <summary>At DOV, which informed the provider (protocol, article 9).</summary>
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

/// <summary>Whether the persons are informed of a breach (GDPR, article 34).</summary>
public enum PersonsDecision
{
    /// <summary>Not decided yet.</summary>
    Undecided,

    /// <summary>Informing them isn't required, for the reason given.</summary>
    NotRequired,

    /// <summary>They were informed.</summary>
    Done,
}

/// <summary>A consultation between both parties about a breach (protocol, article 9).</summary>
public sealed record Consultation
{
    /// <summary>The moment of the consultation, UTC.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The participants.</summary>
    public string? Participants { get; init; }

    /// <summary>The decision.</summary>
    public string? Decision { get; init; }
}

/// <summary>
/// A change of the fields of a breach. Both officers get it as a supplement (GDPR, article 33(4)), and it is part of the history. The <see cref="Notice"/>
/// says who made it, and when.
/// </summary>
public sealed record BreachChangeContent : NoticeContent
{
    /// <summary>The version of the breach after the change, counted from 1.</summary>
    public int Sequence { get; init; }

    /// <summary>The names of the fields that changed.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>The former values of those fields; null for a field that had no value.</summary>
    public BreachContent Former { get; init; } = new();

    /// <summary>The new values of those fields; null for a field whose value was removed.</summary>
    public BreachContent Now { get; init; } = new();

    /// <summary>The names of the fields that were still missing after the change.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The moment when the 72 hours end, UTC.</summary>
    public DateTimeOffset Deadline { get; init; }
}

/// <summary>The closing of a breach. The <see cref="Notice"/> says who closed it, and when.</summary>
public sealed record BreachClosingContent : NoticeContent
{
    /// <summary>The version of the breach after the closing.</summary>
    public int Sequence { get; init; }

    /// <summary>The reason why each missing field has no value, by the field's name.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();
}

/// <summary>A reminder that a breach has no recorded notification to the authority.</summary>
public sealed record ReminderContent : NoticeContent
{
    /// <summary>The number of hours since the provider became aware of the breach.</summary>
    public int Hours { get; init; }

    /// <summary>The moment when the 72 hours end or ended, UTC.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>The names of the fields that were still missing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
