using Azure;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// Mails what the queue says, each recipient once: what was sent is stored after each recipient, so that a retry reaches only who
/// is missing. Throws when anybody is missing at the end, and the queue tries again.
/// </summary>
public sealed partial class NoticeRelay(NoticeRows rows, NoticeMailer mailer, TimeProvider clock, ILogger<NoticeRelay> logger)
{
    // Longer than two mails can take: within it another message about the same notice must wait.
    private static readonly TimeSpan ClaimTerm = TimeSpan.FromMinutes(3);

    /// <summary>Mails one notice to who does not have it yet.</summary>
    /// <param name="message">The text of the queue message, as it is in the queue: a <see cref="NoticeReference"/>, in base64 or not.</param>
    /// <param name="messageId">The message's id, the same at each try.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="NoticeNotRelayedException">Somebody does not have it yet, or there is no such notice.</exception>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task RelayAsync(string message, string messageId, CancellationToken cancellationToken)
    {
        if (!NoticeReference.TryParse(NoticeQueue.Read(message), out NoticeReference reference)
            || await rows.FindAsync(reference, cancellationToken) is not { } notice)
        {
            throw new NoticeNotRelayedException("The message names no notice in the register.");
        }

        if (notice.State == NoticeState.Sent)
            return;
        await ClaimAsync(notice, messageId, cancellationToken);

        List<NoticeRecipient> left = [.. notice.Missing];
        foreach (NoticeRecipient recipient in notice.Missing)
        {
            if (!await TrySendAsync(notice, recipient, cancellationToken))
                continue;
            left.Remove(recipient);
            await RecordSentAsync(notice, recipient, isLast: left.Count == 0, cancellationToken);
        }

        if (left.Count > 0)
            throw new NoticeNotRelayedException($"Notice {reference} did not reach: {string.Join(", ", left)}.");
    }

    /// <summary>Sets a notice to undelivered, and keeps what the given-up message says.</summary>
    /// <param name="message">The text of the queue message, as it is in the queue, whatever is in it.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task GiveUpAsync(string message, string messageId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(messageId);
        string text = NoticeQueue.Read(message);
        while (NoticeReference.TryParse(text, out NoticeReference reference)
            && await rows.FindAsync(reference, cancellationToken) is { } notice)
        {
            if (notice.State == NoticeState.Sent)
                return;
            Dictionary<string, object?> changes = new()
            {
                [nameof(Notice.State)] = nameof(NoticeState.Undelivered),
                [nameof(Notice.PoisonMessage)] = NoticeRows.Shortened(text),
                [nameof(Notice.ClaimedBy)] = "",
            };
            if (!await rows.TryMergeAsync(reference, notice.ETag, changes, cancellationToken))
                continue;
            LogUndelivered(reference);
            return;
        }

        await rows.KeepPoisonAsync(messageId, text, clock.GetUtcNow(), cancellationToken);
        LogUnknown();
    }

    // Two messages about one notice, as a requeue can make, must not mail at the same time.
    private async Task ClaimAsync(Notice notice, string messageId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        bool isTaken = notice.ClaimedBy is { Length: > 0 } other && other != messageId && notice.ClaimedUntil > now;
        Dictionary<string, object?> claim = new()
        {
            [nameof(Notice.State)] = nameof(NoticeState.Queued),
            [nameof(Notice.ClaimedBy)] = messageId,
            [nameof(Notice.ClaimedUntil)] = now + ClaimTerm,
        };
        if (isTaken || !await rows.TryMergeAsync(notice.Reference, notice.ETag, claim, cancellationToken))
            throw new NoticeNotRelayedException($"Notice {notice.Reference} is being mailed on another message.");
    }

    private async Task<bool> TrySendAsync(Notice notice, NoticeRecipient recipient, CancellationToken cancellationToken)
    {
        try
        {
            await mailer.SendAsync(notice, recipient, cancellationToken);
            LogSent(notice.Reference, recipient);
            return true;
        }
        catch (NoticeNotMailedException exception)
        {
            LogNotSent(notice.Reference, recipient, exception.Step, exception.Host, exception.Fault, exception.Status);
            return false;
        }
    }

    // The mail has gone: storing that is not to be broken off, since the price is a double.
    private async Task RecordSentAsync(Notice notice, NoticeRecipient recipient, bool isLast, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> changes = new() { [NoticeRow.SentProperty(recipient)] = clock.GetUtcNow() };
        // Both in one change: a row that says that DOV's officer has the identifier must not keep it any longer.
        if (PupilLetter.HasPart(notice, recipient))
            changes[NoticeRow.Encrypted] = "";
        if (isLast)
            changes[nameof(Notice.State)] = nameof(NoticeState.Sent);
        await rows.TryMergeAsync(notice.Reference, ETag.All, changes, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "Notice {Reference} is mailed to {Recipient}")]
    private partial void LogSent(NoticeReference reference, NoticeRecipient recipient);

    [LoggerMessage(
        EventId = 4004, Level = LogLevel.Warning,
        Message = "Notice {Reference} could not be mailed to {Recipient}: the step {Step} at {Host} failed with {Fault}, status {Status} (0: none)")]
    private partial void LogNotSent(NoticeReference reference, NoticeRecipient recipient, MailStep step, string host, string fault, int status);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Critical, Message = "Notice {Reference} is undelivered: it was given up after the last try")]
    private partial void LogUndelivered(NoticeReference reference);

    [LoggerMessage(
        EventId = 4012, Level = LogLevel.Critical, Message = "A message that names no notice was given up; it is in the table Notices, partition poison")]
    private partial void LogUnknown();
}

/// <summary>A notice is not with everybody yet; the queue tries again.</summary>
public sealed class NoticeNotRelayedException(string message) : Exception(message);
