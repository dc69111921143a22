using Azure;
using LeerId.Text;

namespace LeerId.Notices;

/// <summary>One mailing as the register has it: a notice, what followed under its number, or a reminder.</summary>
public sealed record Notice
{
    /// <summary>Its kind, number and part.</summary>
    public required NoticeReference Reference { get; init; }

    /// <summary>What it says.</summary>
    public required NoticeContent Content { get; init; }

    /// <summary>Who reported it, or told it later: the object id of a member of staff; null for what the software tells of itself.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>Where it is on its way.</summary>
    public required NoticeState State { get; init; }

    /// <summary>When it was stored, UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it last went to the queue, UTC; null when that is not known.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>Who is to have it, and since when, UTC; null for a recipient who does not have it yet.</summary>
    public required IReadOnlyDictionary<NoticeRecipient, DateTimeOffset?> SentAt { get; init; }

    /// <summary>How often the breach was changed or closed: the version of its fields; 0 for other notices.</summary>
    public int Version { get; init; }

    /// <summary>When the breach was closed, UTC; null while it is open, and for other notices.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed the breach: the object id of a member of staff; null while it is open, and for other notices.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>How DOV's officer learns which pupil it is about; null when it is not about one pupil.</summary>
    public PupilIdentityRoute? PupilIdentity => Pupil?.Identity;

    /// <summary>What was done about a quality fault, or whether data were shared; null while that is not recorded, and for other notices.</summary>
    public NoticeEnding? Ending { get; init; }

    /// <summary>Who recorded that: the object id of a member of staff; null while nothing is recorded.</summary>
    public string? EndingRecordedBy { get; init; }

    /// <summary>When that was recorded, UTC; null while nothing is.</summary>
    public DateTimeOffset? EndingRecordedAt { get; init; }

    /// <summary>The queue message that was given up last; null when none was.</summary>
    public string? PoisonMessage { get; init; }

    internal NoticePupil? Pupil { get; init; }

    internal string? ClaimedBy { get; init; }

    internal DateTimeOffset? ClaimedUntil { get; init; }

    internal ETag ETag { get; init; }

    /// <summary>When the 72 hours of a breach end, UTC; null for other notices.</summary>
    public DateTimeOffset? Deadline => (Content as BreachContent)?.KnownAt + BreachContent.Term;

    /// <summary>Who does not have it yet.</summary>
    internal IEnumerable<NoticeRecipient> Missing => SentAt.Where(sent => sent.Value is null).Select(sent => sent.Key).Order();
}

/// <summary>What became of a report.</summary>
public abstract record NoticeOutcome
{
    private NoticeOutcome()
    {
    }

    /// <summary>The notice is stored, and mailed as soon as possible.</summary>
    /// <param name="Reference">Its number.</param>
    public sealed record Registered(NoticeReference Reference) : NoticeOutcome;

    /// <summary>It is not stored.</summary>
    /// <param name="Faults">Every field that is wrong or missing.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : NoticeOutcome;

    /// <summary>The breach was changed since the caller read it. Nothing is done.</summary>
    public sealed record Outdated : NoticeOutcome;

    /// <summary>Something else is recorded already, and stands.</summary>
    public sealed record Conflict : NoticeOutcome;

    /// <summary>The key of the request was used for another body before. Nothing is done.</summary>
    public sealed record KeyReused : NoticeOutcome;

    /// <summary>There is no notice of that number.</summary>
    public sealed record Unknown : NoticeOutcome;
}
