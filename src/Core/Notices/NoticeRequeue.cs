using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// Takes up each hour what did not get through: what was stored and never queued, what was given up, and what should long have
/// been mailed. Has those registered that are due: the daily summaries of quality findings, changes of the processors, and what a kill left out.
/// </summary>
public sealed partial class NoticeRequeue(
    NoticeRows rows, NoticeRegister register, IEnumerable<IDueNotices> due, JobRunner jobs, TimeProvider clock,
    ILogger<NoticeRequeue> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "RequeueNotices";

    // Who has just stored a notice is about to queue it.
    private static readonly TimeSpan QueueingTerm = TimeSpan.FromMinutes(1);

    // Longer than all tries of the queue: a message must have been lost.
    private static readonly TimeSpan MailingTerm = TimeSpan.FromHours(6);

    private readonly IReadOnlyList<IDueNotices> _due = [.. due];

    /// <summary>Runs once and leaves a record: examined is what was not sent yet.</summary>
    /// <exception cref="RunFailedException">Something failed; the next run takes it up.</exception>
    /// <exception cref="Azure.RequestFailedException">The run's record could not be written.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken) => jobs.RunAsync(
        Job, cutOff: null, ground: null,
        async (counts, token) =>
        {
            foreach (IDueNotices due in _due)
                await counts.TryAsync(() => due.RegisterAsync(token), LogFailed, token);
            foreach (NoticeKind kind in Enum.GetValues<NoticeKind>())
                await counts.TryAsync(() => RequeueAsync(kind, counts, token), LogFailed, token);
        },
        cancellationToken);

    private async Task RequeueAsync(NoticeKind kind, RunCounts counts, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await foreach (Notice notice in rows.ListUnsentAsync(kind, cancellationToken))
        {
            counts.AddExamined();
            bool isDue = notice.State switch
            {
                NoticeState.Registered => notice.RegisteredAt + QueueingTerm <= now,
                NoticeState.Undelivered => true,
                _ => (notice.QueuedAt ?? notice.RegisteredAt) + MailingTerm <= now,
            };
            if (isDue && await counts.TryAsync(() => register.EnqueueAsync(notice.Reference, notice.ETag, cancellationToken), LogFailed, cancellationToken))
                counts.AddQueued();
        }
    }

    [LoggerMessage(EventId = 4007, Level = LogLevel.Error, Message = "A notice could not be put into the queue again, or one that is due not be registered")]
    private partial void LogFailed(Exception exception);
}
