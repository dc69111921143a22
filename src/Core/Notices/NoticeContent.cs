using System.Text.Json.Serialization;

namespace LeerId.Notices;

/// <summary>
/// The content of a notice. Texts are written for people and contain no names or uuids of pupils. A value is null if the reporter gave none;
/// <see cref="NoticeRegister"/> refuses a report if a required value is null.
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

/// <summary>A fault in the data (protocol, article 7).</summary>
public sealed record QualityContent : NoticeContent
{
    /// <summary>The moment when it was found, UTC.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>The names, as in the protocol, of the data that are wrong.</summary>
    public string? Data { get; init; }

    /// <summary>A description of the fault.</summary>
    public string? Problem { get; init; }

    /// <summary>The number of times that it was found; null if nobody counted.</summary>
    public long? Count { get; init; }

    /// <summary>The party that found it; null for the provider.</summary>
    public QualitySource? Source { get; init; }
}

/// <summary>The party that found wrong data.</summary>
public enum QualitySource
{
    /// <summary>The provider, which informs DOV.</summary>
    Provider,

    /// <summary>DOV, which informed the provider.</summary>
    Dov,
}

/// <summary>A change of which the other party must be informed (protocol, article 9).</summary>
public sealed record ChangeContent : NoticeContent
{
    /// <summary>The subject of the change.</summary>
    public ChangeSubject? Subject { get; init; }

    /// <summary>A description of the change.</summary>
    public string? Description { get; init; }

    /// <summary>The consequences for the processing.</summary>
    public string? Impact { get; init; }

    /// <summary>The first day of the change, Brussels calendar; null if that isn't known.</summary>
    public DateOnly? From { get; init; }
}

/// <summary>The subject of a change.</summary>
public enum ChangeSubject
{
    /// <summary>Legislation with an impact on the protocol.</summary>
    Legislation,

    /// <summary>The processors.</summary>
    Processors,
}

/// <summary>The uuids that another provider will get. DOV is informed beforehand (protocol, article 4).</summary>
public sealed record DisclosureContent : NoticeContent
{
    /// <summary>The name of the provider that will get them.</summary>
    public required string Receiver { get; init; }

    /// <summary>The reference of that provider's own protocol with DOV.</summary>
    public required string ReceiverProtocol { get; init; }

    /// <summary>The date of that protocol.</summary>
    public required DateOnly ReceiverProtocolDate { get; init; }

    /// <summary>The purpose for which the provider will use them.</summary>
    public required string Purpose { get; init; }

    /// <summary>The reason why that is compatible with the purpose in article 2, 2° of the protocol.</summary>
    public required string Compatibility { get; init; }

    /// <summary>The school board that asks for it.</summary>
    public required string Board { get; init; }

    /// <summary>The reference of the board's request.</summary>
    public required string BoardRequest { get; init; }

    /// <summary>The date of the board's request.</summary>
    public required DateOnly BoardRequestDate { get; init; }

    /// <summary>The schools whose pupils are included: number and name.</summary>
    public required IReadOnlyList<string> Schools { get; init; }

    /// <summary>
    /// The moment, UTC, before which no uuid is disclosed, if this notice is delivered on the day when it is made; a later delivery moves it.
    /// </summary>
    public required DateTimeOffset NotBefore { get; init; }
}

/// <summary>Later information under the number of an earlier notice. A breach has <see cref="BreachChangeContent"/> instead.</summary>
public sealed record SupplementContent : NoticeContent
{
    /// <summary>The text.</summary>
    public string? Text { get; init; }

    /// <summary>The sequence number, counted from 1; the register assigns it.</summary>
    public int Sequence { get; init; }
}
