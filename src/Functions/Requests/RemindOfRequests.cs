using LeerId.Requests;
using Microsoft.Azure.Functions.Worker;

namespace LeerId.Functions.Requests;

/// <summary>Reminds every day of requests of data subjects whose answer is due.</summary>
public sealed class RemindOfRequests(RequestReminders reminders)
{
    [Function(nameof(RemindOfRequests))]
    public Task RunAsync([TimerTrigger("%Requests:ReminderSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        reminders.RunAsync(cancellationToken);
}
