using Azure;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// Mails the notices that the queue names, once to each recipient. Each delivery is stored, so that a retry mails only the remaining recipients. Throws if
/// a recipient hasn't got the mail, so that the queue retries.
/// </summary>
public sealed partial class NoticeRelay(NoticeRows rows, NoticeMailer mailer, TimeProvider clock, ILogger<NoticeRelay> logger)
{
    // Longer than two mails can take. During this time, another message about the same notice must wait.
    private static readonly TimeSpan ClaimTerm = TimeSpan.FromMinutes(3);

    /// <summary>Mails one notice to the recipients who haven't got it yet.</summary>
    /// <param name="message">The text of the queue message: a <see cref="NoticeReference"/>, in base64 or not.</param>
    /// <param name="messageId">The message's id, which is the same at each retry.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="NoticeNotRelayedException">A recipient hasn't got the mail yet, or there is no such notice.</exception>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task RelayAsync(string message, string messageId, CancellationToken cancellationToken)
    {
        if (!NoticeReference.TryParse(NoticeQueue.Read(message), out NoticeReference reference)
            || await rows.FindAsync(reference, cancellationToken) is not { } notice)
        {
            throw new NoticeNotRelayedException("The message names a notice that is not in the register.");
        }

        if (notice.State == NoticeState.Sent)
            return;
        await ClaimAsync(notice, messageId, cancellationToken);

        List<NoticeRecipient> remaining = [.. notice.Missing];
        foreach (NoticeRecipient recipient in notice.Missing)
        {
            if (!await TrySendAsync(notice, recipient, cancellationToken))
                continue;
            remaining.Remove(recipient);
            await RecordSentAsync(notice, recipient, isLast: remaining.Count == 0, cancellationToken);
        }

        if (remaining.Count > 0)
            throw new NoticeNotRelayedException($"Notice {reference} did not reach these recipients: {string.Join(", ", remaining)}.");
    }

    /// <summary>Sets a notice to undelivered, and stores the text of the given-up message.</summary>
    /// <param name="message">The text of the queue message, whatever it contains.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
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

    // A requeue can cause two messages about one notice. They must not mail at the same time.
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
            throw new NoticeNotRelayedException($"Notice {notice.Reference} is being mailed for another message.");
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

    // The mail is sent. Storing that runs to completion even if the host stops, because otherwise the recipient would get the mail twice.
    private async Task RecordSentAsync(Notice notice, NoticeRecipient recipient, bool isLast, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> changes = new() { [NoticeRow.SentProperty(recipient)] = clock.GetUtcNow() };
        // One write changes both: a row that says that DOV's officer has the identifier must not contain it any longer.
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
        Message = "Notice {Reference} could not be mailed to {Recipient}: the step {Step} at {Host} failed with {Fault}, status {Status} (0 = none)")]
    private partial void LogNotSent(NoticeReference reference, NoticeRecipient recipient, MailStep step, string host, string fault, int status);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Critical, Message = "Notice {Reference} is undelivered: it was given up after the last retry")]
    private partial void LogUndelivered(NoticeReference reference);

    [LoggerMessage(
        EventId = 4012, Level = LogLevel.Critical, Message = "A message that names no notice was given up; the table Notices, partition poison, has it")]
    private partial void LogUnknown();
}

/// <summary>A notice hasn't reached every recipient yet; the queue retries it.</summary>
public sealed class NoticeNotRelayedException(string message) : Exception(message);
