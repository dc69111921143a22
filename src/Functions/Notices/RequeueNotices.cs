using LeerId.Notices;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Notices;

/// <summary>Requeues undelivered notices every hour, and makes the daily summaries.</summary>
public sealed class RequeueNotices(NoticeRequeue requeue)
{
    [Function(nameof(RequeueNotices))]
    public Task RunAsync([TimerTrigger("%Notices:RequeueSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        requeue.RunAsync(cancellationToken);
}
