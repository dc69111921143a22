using System.Text.Json.Serialization;

namespace LeerId.Notices;

/// <summary>
/// What a notice says. Texts are for people to read and hold no names or uuids of pupils; null where the reporter gave nothing,
/// which <see cref="NoticeRegister"/> refuses for what is required.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(BreachContent), "breach")]
[JsonDerivedType(typeof(BreachChangeContent), "breachChange")]
[JsonDerivedType(typeof(BreachClosingContent), "breachClosing")]
[JsonDerivedType(typeof(QualityContent), "quality")]
[JsonDerivedType(typeof(ChangeContent), "change")]
[JsonDerivedType(typeof(DisclosureContent), "disclosure")]
[JsonDerivedType(typeof(SharingContent), "sharing")]
[JsonDerivedType(typeof(AgreementContent), "agreement")]
[JsonDerivedType(typeof(SupplementContent), "supplement")]
[JsonDerivedType(typeof(ReminderContent), "reminder")]
[JsonDerivedType(typeof(RequestReminderContent), "requestReminder")]
public abstract record NoticeContent;

/// <summary>Data that are not as they should be (protocol, article 7).</summary>
public sealed record QualityContent : NoticeContent
{
    /// <summary>When it was found, UTC.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>The names, as in the protocol, of the data that are wrong.</summary>
    public string? Data { get; init; }

    /// <summary>What is wrong with them.</summary>
    public string? Problem { get; init; }

    /// <summary>How often it was found; null when that was not counted.</summary>
    public long? Count { get; init; }

    /// <summary>Who found it; null for the provider.</summary>
    public QualitySource? Source { get; init; }
}

/// <summary>The party that found wrong data.</summary>
public enum QualitySource
{
    /// <summary>The provider, which tells DOV.</summary>
    Provider,

    /// <summary>DOV, which told the provider.</summary>
    Dov,
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

/// <summary>Later information under the number of an earlier notice. A breach has <see cref="BreachChangeContent"/> instead.</summary>
public sealed record SupplementContent : NoticeContent
{
    /// <summary>What is told.</summary>
    public string? Text { get; init; }

    /// <summary>Counted from 1; given by the register.</summary>
    public int Sequence { get; init; }
}
