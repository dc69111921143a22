using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Text;

namespace LeerId.Notices;

/// <summary>A mailing as staff see it.</summary>
public sealed record NoticeView
{
    /// <summary>The subject.</summary>
    public required NoticeKind Kind { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>The part: the name of a later entry under the number; null for the notice itself.</summary>
    public string? Part { get; init; }

    /// <summary>The delivery state.</summary>
    public required NoticeState State { get; init; }

    /// <summary>The moment when it was stored, UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The object id of the member of staff who reported it or added it; null if the software made it.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>The moment when it was last queued, UTC; null if that isn't known.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>The recipients, with the moment when each got it, UTC; null for a recipient who hasn't got it yet.</summary>
    public required IReadOnlyDictionary<NoticeRecipient, DateTimeOffset?> SentAt { get; init; }

    /// <summary>The moment when the 72 hours of a breach end, UTC; null for other notices.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The version of the fields of a breach, which is the ETag that a change must send; null for other notices.</summary>
    public int? Version { get; init; }

    /// <summary>The names of the fields that a breach still lacks; null for other notices.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>The moment when the breach was closed, UTC; null while it is open, and for other notices.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The object id of the member of staff who closed the breach; null while it is open, and for other notices.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>The way in which DOV's officer learns which pupil it is about; null if it isn't about one pupil.</summary>
    public PupilIdentityRoute? PupilIdentity { get; init; }

    /// <summary>The ending of a quality fault or of a disclosure of data; null while it isn't recorded, and for other notices.</summary>
    public NoticeEnding? Ending { get; init; }

    /// <summary>The object id of the member of staff who recorded the ending; null while none is recorded.</summary>
    public string? EndingRecordedBy { get; init; }

    /// <summary>The moment when the ending was recorded, UTC; null while none is.</summary>
    public DateTimeOffset? EndingRecordedAt { get; init; }

    /// <summary>The content; null in a list.</summary>
    public NoticeContent? Content { get; init; }

    /// <summary>
    /// The later entries under the number, oldest first. For a breach, these are the changes of its fields and its closings. Null in a list.
    /// </summary>
    public IReadOnlyList<NoticeView>? Supplements { get; init; }

    /// <summary>The reminders of the deadline, or the later announcements of a destruction, oldest first; null in a list.</summary>
    public IReadOnlyList<NoticeView>? Reminders { get; init; }

    /// <summary>Makes the view of a notice in a list.</summary>
    public static NoticeView Of(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        BreachContent? breach = notice.Content as BreachContent;
        return new NoticeView
        {
            Kind = notice.Reference.Kind,
            Number = notice.Reference.Number,
            Part = notice.Reference.Part.Length > 0 ? notice.Reference.Part : null,
            State = notice.State,
            RegisteredAt = notice.RegisteredAt,
            ReportedBy = notice.ReportedBy,
            QueuedAt = notice.QueuedAt,
            SentAt = notice.SentAt,
            Deadline = notice.Deadline,
            Version = breach is null ? null : notice.Version,
            Missing = breach is null ? null : BreachFields.Missing(breach),
            ClosedAt = notice.ClosedAt,
            ClosedBy = notice.ClosedBy,
            PupilIdentity = notice.PupilIdentity,
            Ending = notice.Ending,
            EndingRecordedBy = notice.EndingRecordedBy,
            EndingRecordedAt = notice.EndingRecordedAt,
        };
    }

    /// <summary>Makes the list of the notices, without the later entries under their numbers.</summary>
    public static async Task<IReadOnlyList<NoticeView>> ListAsync(IAsyncEnumerable<Notice> notices, CancellationToken cancellationToken) =>
        await notices.Where(notice => notice.Reference.Part.Length == 0).Select(Of).ToListAsync(cancellationToken);

    /// <summary>Makes the view of a notice with all later entries under its number.</summary>
    /// <param name="notice">The notice first, then its parts, in the order of <see cref="NoticeRegister.FindWithPartsAsync"/>.</param>
    public static NoticeView Whole(IReadOnlyList<Notice> notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentOutOfRangeException.ThrowIfZero(notice.Count);
        return WithContent(notice[0]) with
        {
            Supplements = [.. notice.Where(part => part.Content is SupplementContent or BreachChangeContent or BreachClosingContent).Select(WithContent)],
            Reminders = [.. notice.Skip(1).Where(part => part.Content is ReminderContent or AgreementContent).Select(WithContent)],
        };
    }

    private static NoticeView WithContent(Notice notice) => Of(notice) with { Content = notice.Content };
}

/// <summary>The reference of a registered report.</summary>
/// <param name="Kind">The subject.</param>
/// <param name="Number">Its number.</param>
/// <param name="Part">The part: the name of a later entry under the number; null for the notice itself.</param>
public sealed record NoticeReceipt(NoticeKind Kind, string Number, string? Part)
{
    /// <summary>Makes the receipt of a reference.</summary>
    public static NoticeReceipt Of(NoticeReference reference) =>
        new(reference.Kind, reference.Number, reference.Part.Length > 0 ? reference.Part : null);
}

/// <summary>A request to add a supplement to a notice.</summary>
public sealed record SupplementRequest
{
    /// <summary>The text of the supplement.</summary>
    public string? Text { get; init; }
}

/// <summary>A request to close a breach.</summary>
public sealed record BreachClosingRequest
{
    /// <summary>The reason why each missing field has no value, by the field's name; null if no field is missing.</summary>
    public IReadOnlyDictionary<string, string>? Reasons { get; init; }
}

/// <summary>Reads and writes notices as JSON in requests and responses.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    Converters =
    [
        typeof(UtcMoment), typeof(CamelCaseEnum<NoticeKind>), typeof(CamelCaseEnum<NoticeState>), typeof(CamelCaseEnum<NoticeRecipient>),
        typeof(CamelCaseEnum<RiskJudgement>), typeof(CamelCaseEnum<PersonsDecision>), typeof(CamelCaseEnum<ChangeSubject>),
        typeof(CamelCaseEnum<BreachSource>), typeof(CamelCaseEnum<QualitySource>), typeof(CamelCaseEnum<PupilIdentityRoute>),
        typeof(CamelCaseEnum<ProtocolDatum>),
    ],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BreachContent))]
[JsonSerializable(typeof(QualityContent))]
[JsonSerializable(typeof(ChangeContent))]
[JsonSerializable(typeof(SupplementRequest))]
[JsonSerializable(typeof(BreachClosingRequest))]
[JsonSerializable(typeof(SharingContent))]
[JsonSerializable(typeof(NoticeEnding))]
[JsonSerializable(typeof(DovProcessorOverview))]
[JsonSerializable(typeof(IReadOnlyList<DovProcessorView>))]
[JsonSerializable(typeof(NoticeReceipt))]
[JsonSerializable(typeof(NoticeView))]
[JsonSerializable(typeof(IReadOnlyList<NoticeView>))]
public sealed partial class NoticeWireJson : JsonSerializerContext;
