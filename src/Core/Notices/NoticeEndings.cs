using Azure;
using LeerId.Text;

namespace LeerId.Notices;

/// <summary>How a notice ended: what was done about a quality fault, or whether data were shared.</summary>
public sealed record NoticeEnding
{
    /// <summary>When the fault was handled or the data were shared, UTC; null when the data were not shared.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What was done about the fault, or why the data were not shared; null when there is nothing to say of data that were shared.</summary>
    public string? Text { get; init; }
}

/// <summary>Records how notices ended that ask for it: quality faults (protocol, article 7) and disclosures that DOV is told of in advance.</summary>
public sealed class NoticeEndings(NoticeRows rows, TimeProvider clock)
{
    /// <summary>Records an ending. It can't be changed afterwards: the same ending again changes nothing, and another one is a conflict.</summary>
    /// <param name="notice">A quality fault or a disclosure; its part is left out of account.</param>
    /// <param name="ending">How it ended.</param>
    /// <param name="recordedBy">Who records it: the object id of a member of staff.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused; nothing is recorded.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<NoticeOutcome> RecordAsync(
        NoticeReference notice, NoticeEnding ending, string recordedBy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ending);
        NoticeReference reference = new(notice.Kind, notice.Number);
        NoticeEnding clean = ending with { Text = ending.Text is { } text ? PlainText.Clean(text) : null };
        while (true)
        {
            if (await rows.FindAsync(reference, cancellationToken) is not { Content: QualityContent or SharingContent } found)
                return new NoticeOutcome.Unknown();
            DateTimeOffset now = clock.GetUtcNow();
            if (NoticeValidation.Check(clean, found, now) is { Count: > 0 } faults)
                return new NoticeOutcome.Invalid(faults);
            if (found.Ending is { } recorded)
                return recorded == clean ? new NoticeOutcome.Registered(reference) : new NoticeOutcome.Conflict();
            Dictionary<string, object?> changes = new()
            {
                [NoticeRow.EndingAt] = clean.At,
                [NoticeRow.EndingText] = clean.Text,
                [nameof(Notice.EndingRecordedBy)] = recordedBy,
                [nameof(Notice.EndingRecordedAt)] = now,
            };
            if (await rows.TryMergeAsync(reference, found.ETag, changes, cancellationToken))
                return new NoticeOutcome.Registered(reference);
        }
    }
}
