using System.Text.Json.Serialization;

namespace LeerId.Notices;

/// <summary>
/// What a notice says. Texts are for people to read and hold no names or uuids of pupils; null where the reporter gave nothing,
/// which <see cref="NoticeRegister"/> refuses for what is required.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(BreachContent), "breach")]
[JsonDerivedType(typeof(QualityContent), "quality")]
[JsonDerivedType(typeof(ChangeContent), "change")]
[JsonDerivedType(typeof(DisclosureContent), "disclosure")]
[JsonDerivedType(typeof(AgreementContent), "agreement")]
[JsonDerivedType(typeof(SupplementContent), "supplement")]
[JsonDerivedType(typeof(ReminderContent), "reminder")]
public abstract record NoticeContent;

/// <summary>A personal data breach, with what GDPR, article 33(3) asks (protocol, article 9).</summary>
public sealed record BreachContent : NoticeContent
{
    /// <summary>The time there is to notify the authority, from becoming aware (GDPR, article 33(1)).</summary>
    public static readonly TimeSpan Term = TimeSpan.FromHours(72);

    /// <summary>When it happened, UTC; null when that is not known.</summary>
    public DateTimeOffset? HappenedAt { get; init; }

    /// <summary>When it was found, UTC.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>When the provider became aware of it, UTC: the 72 hours run from here.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>The nature of the breach.</summary>
    public string? Nature { get; init; }

    /// <summary>The categories of persons.</summary>
    public string? PersonCategories { get; init; }

    /// <summary>About how many persons.</summary>
    public long? PersonCount { get; init; }

    /// <summary>The categories of personal data.</summary>
    public string? DataCategories { get; init; }

    /// <summary>About how many records.</summary>
    public long? RecordCount { get; init; }

    /// <summary>Where more can be asked: the data protection officer or another contact point.</summary>
    public string? Contact { get; init; }

    /// <summary>The likely consequences.</summary>
    public string? Consequences { get; init; }

    /// <summary>The measures taken or proposed.</summary>
    public string? Measures { get; init; }

    /// <summary>The judgement of the risk to the persons.</summary>
    public RiskJudgement? Risk { get; init; }

    /// <summary>The decision on telling the persons (GDPR, article 34).</summary>
    public PersonsDecision? Persons { get; init; }

    /// <summary>Why that decision; required when the risk is high and the persons are not told.</summary>
    public string? PersonsReason { get; init; }

    /// <summary>When the authority was notified, UTC; null when that is not recorded yet.</summary>
    public DateTimeOffset? AuthorityNotifiedAt { get; init; }

    /// <summary>Why the authority was notified after the 72 hours; required then.</summary>
    public string? DelayReason { get; init; }
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

    /// <summary>They are not told.</summary>
    NotTold,

    /// <summary>They will be told.</summary>
    WillBeTold,

    /// <summary>They have been told.</summary>
    Told,
}

/// <summary>Data that are not as they should be (protocol, article 7).</summary>
public sealed record QualityContent : NoticeContent
{
    /// <summary>When it was found, UTC.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>Which data, by their names in the protocol.</summary>
    public string? Data { get; init; }

    /// <summary>What is wrong with them.</summary>
    public string? Problem { get; init; }

    /// <summary>How often it was found; null when that was not counted.</summary>
    public long? Count { get; init; }
}

/// <summary>A change that the other party must hear of (protocol, article 9).</summary>
public sealed record ChangeContent : NoticeContent
{
    /// <summary>What changes.</summary>
    public ChangeSubject? Subject { get; init; }

    /// <summary>The change.</summary>
    public string? Description { get; init; }

    /// <summary>What it means for the processing.</summary>
    public string? Impact { get; init; }

    /// <summary>From which day; null when that is not known.</summary>
    public DateOnly? From { get; init; }
}

/// <summary>What changes.</summary>
public enum ChangeSubject
{
    /// <summary>Legislation with an impact on the protocol.</summary>
    Legislation,

    /// <summary>The processors.</summary>
    Processors,
}

/// <summary>Uuids that another provider is to get, told before it gets them (protocol, article 4).</summary>
public sealed record DisclosureContent : NoticeContent
{
    /// <summary>The name of the provider that is to get them.</summary>
    public required string Receiver { get; init; }

    /// <summary>The reference of that provider's own protocol with DOV.</summary>
    public required string ReceiverProtocol { get; init; }

    /// <summary>The date of that protocol.</summary>
    public required DateOnly ReceiverProtocolDate { get; init; }

    /// <summary>What the provider is to do with them.</summary>
    public required string Purpose { get; init; }

    /// <summary>Why that is compatible with the purpose of the protocol's article 2, 2°.</summary>
    public required string Compatibility { get; init; }

    /// <summary>The school board that asks for it.</summary>
    public required string Board { get; init; }

    /// <summary>The reference of the board's request.</summary>
    public required string BoardRequest { get; init; }

    /// <summary>The date of the board's request.</summary>
    public required DateOnly BoardRequestDate { get; init; }

    /// <summary>The schools whose pupils it is about: number and name.</summary>
    public required IReadOnlyList<string> Schools { get; init; }

    /// <summary>The moment, UTC, before which nothing is given, if this notice is delivered on the day it is made; later if later.</summary>
    public required DateTimeOffset NotBefore { get; init; }
}

/// <summary>What is told later, under the number of an earlier notice (GDPR, article 33(4)).</summary>
public sealed record SupplementContent : NoticeContent
{
    /// <summary>What is told.</summary>
    public string? Text { get; init; }

    /// <summary>Counted from 1; given by the register.</summary>
    public int Sequence { get; init; }

    /// <summary>When the 72 hours of the breach end, UTC; null for other notices. Given by the register.</summary>
    public DateTimeOffset? Deadline { get; init; }
}

/// <summary>A reminder that a breach has no recorded notification to the authority.</summary>
public sealed record ReminderContent : NoticeContent
{
    /// <summary>How many hours after becoming aware.</summary>
    public int Hours { get; init; }

    /// <summary>When the 72 hours end or ended, UTC.</summary>
    public DateTimeOffset Deadline { get; init; }
}
