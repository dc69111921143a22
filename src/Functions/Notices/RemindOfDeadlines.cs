using LeerId.Notices;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Notices;

/// <summary>Reminds the officer every hour of breaches whose notification to the authority is not recorded.</summary>
public sealed class RemindOfDeadlines(DeadlineReminders reminders)
{
    [Function(nameof(RemindOfDeadlines))]
    public Task RunAsync([TimerTrigger("%Notices:DeadlineSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        reminders.RunAsync(cancellationToken);
}
