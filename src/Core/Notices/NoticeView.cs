using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Text;

namespace LeerId.Notices;

/// <summary>A mailing as staff see it.</summary>
public sealed record NoticeView
{
    /// <summary>What it is about.</summary>
    public required NoticeKind Kind { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Which later mailing under the number; null for the notice itself.</summary>
    public string? Part { get; init; }

    /// <summary>Where it is on its way.</summary>
    public required NoticeState State { get; init; }

    /// <summary>When it was stored, UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Who reported it, or told it later: an object id; null for what the software tells of itself.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>When it last went to the queue, UTC; null when that is not known.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>Who is to have it, and since when, UTC; null for a recipient who does not have it yet.</summary>
    public required IReadOnlyDictionary<NoticeRecipient, DateTimeOffset?> SentAt { get; init; }

    /// <summary>When the 72 hours of a breach end, UTC; null for other notices.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The version of the fields of a breach: the ETag that a change must give; null for other notices.</summary>
    public int? Version { get; init; }

    /// <summary>The names of the fields that a breach still lacks; null for other notices.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>When the breach was closed, UTC; null while it is open, and for other notices.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed the breach: an object id; null while it is open, and for other notices.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>How DOV's officer learns which pupil it is about; null when it is not about one pupil.</summary>
    public PupilIdentityRoute? PupilIdentity { get; init; }

    /// <summary>What was done about a quality fault, or whether data were shared; null while that is not recorded, and for other notices.</summary>
    public NoticeEnding? Ending { get; init; }

    /// <summary>Who recorded that: an object id; null while nothing is recorded.</summary>
    public string? EndingRecordedBy { get; init; }

    /// <summary>When that was recorded, UTC; null while nothing is.</summary>
    public DateTimeOffset? EndingRecordedAt { get; init; }

    /// <summary>What it says; null in a list.</summary>
    public NoticeContent? Content { get; init; }

    /// <summary>
    /// What was told later under the number, oldest first: of a breach, the changes of its fields and its closings. Null in a list.
    /// </summary>
    public IReadOnlyList<NoticeView>? Supplements { get; init; }

    /// <summary>The reminders of the deadline, or the later announcements of a destruction, oldest first; null in a list.</summary>
    public IReadOnlyList<NoticeView>? Reminders { get; init; }

    /// <summary>A notice in a list.</summary>
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

    /// <summary>The notices among what the register gives, without what followed under their numbers.</summary>
    public static async Task<IReadOnlyList<NoticeView>> ListAsync(IAsyncEnumerable<Notice> notices, CancellationToken cancellationToken) =>
        await notices.Where(notice => notice.Reference.Part.Length == 0).Select(Of).ToListAsync(cancellationToken);

    /// <summary>A notice with all that followed under its number.</summary>
    /// <param name="notice">The notice first, then its parts, as <see cref="NoticeRegister.FindWithPartsAsync"/> gives them.</param>
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

/// <summary>What a report was registered as.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Number">Its number.</param>
/// <param name="Part">Which later mailing under the number; null for the notice itself.</param>
public sealed record NoticeReceipt(NoticeKind Kind, string Number, string? Part)
{
    /// <summary>The receipt of what a reference names.</summary>
    public static NoticeReceipt Of(NoticeReference reference) =>
        new(reference.Kind, reference.Number, reference.Part.Length > 0 ? reference.Part : null);
}

/// <summary>A request to tell something later under the number of a notice.</summary>
public sealed record SupplementRequest
{
    /// <summary>What is told.</summary>
    public string? Text { get; init; }
}

/// <summary>A request to close a breach.</summary>
public sealed record BreachClosingRequest
{
    /// <summary>Why each field that is missing is not there, by its name; null when no field is missing.</summary>
    public IReadOnlyDictionary<string, string>? Reasons { get; init; }
}

/// <summary>Notices as JSON on the wire.</summary>
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
