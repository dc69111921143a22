using Azure;
using LeerId.Text;

namespace LeerId.Notices;

/// <summary>The ending of a notice: how a quality fault was handled, or whether data were shared.</summary>
public sealed record NoticeEnding
{
    /// <summary>The moment when the fault was handled or the data were shared, UTC; null if the data weren't shared.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How the fault was handled, or why the data weren't shared; optional if the data were shared.</summary>
    public string? Text { get; init; }
}

/// <summary>Records the endings of quality faults (protocol, article 7) and of disclosures of which DOV is informed beforehand.</summary>
public sealed class NoticeEndings(NoticeRows rows, TimeProvider clock)
{
    /// <summary>Records an ending, which can't be changed afterwards. The same ending again changes nothing; a different one is a conflict.</summary>
    /// <param name="notice">A quality fault or a disclosure; its part is ignored.</param>
    /// <param name="ending">The ending.</param>
    /// <param name="recordedBy">The object id of the member of staff who records it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused; nothing is recorded.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
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
