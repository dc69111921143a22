using LeerId.Notices;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions;

/// <summary>Reminds each hour of breaches whose notification to the authority is not recorded.</summary>
public sealed class NoticeDeadlines(DeadlineReminders reminders)
{
    [Function(nameof(NoticeDeadlines))]
    public Task RunAsync([TimerTrigger("%Notices:DeadlineSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        reminders.RunAsync(cancellationToken);
}
