using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// Requeues undelivered notices every hour: those that were never queued, those that were given up, and those that should have been mailed long ago. Also
/// registers the notices that are due: daily summaries of quality findings, changes of the processors, and notices that a stopped run left out.
/// </summary>
public sealed partial class NoticeRequeue(
    NoticeRows rows, NoticeRegister register, IEnumerable<IDueNotices> due, JobRunner jobs, TimeProvider clock,
    ILogger<NoticeRequeue> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "RequeueNotices";

    // The request that has just stored a notice is about to queue it itself.
    private static readonly TimeSpan QueueingTerm = TimeSpan.FromMinutes(1);

    // Longer than all retries of the queue: after this time the message must be lost.
    private static readonly TimeSpan MailingTerm = TimeSpan.FromHours(6);

    private readonly IReadOnlyList<IDueNotices> _due = [.. due];

    /// <summary>Runs once and stores a record of the run. Its count of examined items is the number of notices that weren't sent yet.</summary>
    /// <exception cref="RunFailedException">Something failed; the next run retries it.</exception>
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

    [LoggerMessage(EventId = 4007, Level = LogLevel.Error, Message = "A notice could not be requeued, or a due notice could not be registered")]
    private partial void LogFailed(Exception exception);
}
