using LeerId.Notices;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions;

/// <summary>Takes up each hour what did not reach the data protection officers, and makes the daily summaries.</summary>
public sealed class RequeueNotices(NoticeRequeue requeue)
{
    [Function(nameof(RequeueNotices))]
    public Task RunAsync([TimerTrigger("%Notices:RequeueSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        requeue.RunAsync(cancellationToken);
}
