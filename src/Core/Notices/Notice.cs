using Azure;
using LeerId.Text;

namespace LeerId.Notices;

/// <summary>One mailing in the register: a notice, a later entry under its number, or a reminder.</summary>
public sealed record Notice
{
    /// <summary>Its kind, number and part.</summary>
    public required NoticeReference Reference { get; init; }

    /// <summary>The content of the mail.</summary>
    public required NoticeContent Content { get; init; }

    /// <summary>The object id of the member of staff who reported it or added it; null if the software made it.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>The delivery state.</summary>
    public required NoticeState State { get; init; }

    /// <summary>The moment when it was stored, UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The moment when it was last queued, UTC; null if that isn't known.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>The recipients, with the moment when each got it, UTC; null for a recipient who hasn't got it yet.</summary>
    public required IReadOnlyDictionary<NoticeRecipient, DateTimeOffset?> SentAt { get; init; }

    /// <summary>The version of the breach's fields: the number of changes and closings; 0 for other notices.</summary>
    public int Version { get; init; }

    /// <summary>The moment when the breach was closed, UTC; null while it is open, and for other notices.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The object id of the member of staff who closed the breach; null while it is open, and for other notices.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>The way in which DOV's officer learns which pupil the notice is about; null if it isn't about one pupil.</summary>
    public PupilIdentityRoute? PupilIdentity => Pupil?.Identity;

    /// <summary>The ending of a quality fault or of a disclosure of data; null while it isn't recorded, and for other notices.</summary>
    public NoticeEnding? Ending { get; init; }

    /// <summary>The object id of the member of staff who recorded the ending; null while none is recorded.</summary>
    public string? EndingRecordedBy { get; init; }

    /// <summary>The moment when the ending was recorded, UTC; null while none is.</summary>
    public DateTimeOffset? EndingRecordedAt { get; init; }

    /// <summary>The last queue message that was given up; null if none was.</summary>
    public string? PoisonMessage { get; init; }

    internal NoticePupil? Pupil { get; init; }

    internal string? ClaimedBy { get; init; }

    internal DateTimeOffset? ClaimedUntil { get; init; }

    internal ETag ETag { get; init; }

    /// <summary>The moment when the 72 hours of a breach end, UTC; null for other notices.</summary>
    public DateTimeOffset? Deadline => (Content as BreachContent)?.KnownAt + BreachContent.Term;

    /// <summary>The recipients who haven't got it yet.</summary>
    internal IEnumerable<NoticeRecipient> Missing => SentAt.Where(sent => sent.Value is null).Select(sent => sent.Key).Order();
}

/// <summary>The outcome of a report or a change.</summary>
public abstract record NoticeOutcome
{
    private NoticeOutcome()
    {
    }

    /// <summary>The notice is stored, and will be mailed as soon as possible.</summary>
    /// <param name="Reference">Its number.</param>
    public sealed record Registered(NoticeReference Reference) : NoticeOutcome;

    /// <summary>The notice is not stored.</summary>
    /// <param name="Faults">Every field that is wrong or missing.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : NoticeOutcome;

    /// <summary>The breach has changed since the caller read it. Nothing is stored.</summary>
    public sealed record Outdated : NoticeOutcome;

    /// <summary>A different value is already recorded, and doesn't change.</summary>
    public sealed record Conflict : NoticeOutcome;

    /// <summary>The idempotency key was used before for a different body. Nothing is stored.</summary>
    public sealed record KeyReused : NoticeOutcome;

    /// <summary>No notice has that number.</summary>
    public sealed record Unknown : NoticeOutcome;
}
