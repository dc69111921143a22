using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// Reminds the provider's data protection officer while no notification to the authority is recorded (GDPR, article 33(1)): 24, 48
/// and 66 hours after becoming aware, and once the 72 have passed. Of several that are due at once only the latest goes.
/// </summary>
public sealed partial class DeadlineReminders(
    NoticeRows rows, NoticeRegister register, RunStore runs, TimeProvider clock, ILogger<DeadlineReminders> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "RemindOfDeadlines";

    private static readonly int[] Hours = [72, 66, 48, 24];
    private static readonly NoticeRecipient[] Recipients = [NoticeRecipient.Provider];

    /// <summary>Runs once and leaves a record: examined is the breaches without a recorded notification.</summary>
    /// <exception cref="RunFailedException">Something failed; the next run takes it up.</exception>
    /// <exception cref="Azure.RequestFailedException">The run's record could not be written.</exception>
    public async Task<RunRecord> RunAsync(CancellationToken cancellationToken)
    {
        StartedRun run = await runs.StartAsync(Job, cutOff: null, ground: null, cancellationToken);
        NoticeRunCounts counts = new();
        await counts.TryAsync(() => RemindAsync(counts, cancellationToken), LogFailed);
        RunRecord record = await runs.EndAsync(run, counts.AddTo, cancellationToken);
        LogEnded(counts.Examined, counts.Queued, counts.Failed);
        return record.Succeeded ? record : throw new RunFailedException(record);
    }

    private async Task RemindAsync(NoticeRunCounts counts, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await foreach (Notice notice in rows.ListWithoutAuthorityAsync(cancellationToken))
        {
            if (notice.Content is not BreachContent { KnownAt: { } knownAt })
                continue;

            counts.Examined++;
            int hours = Array.Find(Hours, hours => knownAt.AddHours(hours) <= now);
            if (hours == 0)
                continue;

            await counts.TryAsync(
                async () =>
                {
                    NoticeReference reference = new(NoticeKind.Breach, notice.Reference.Number, $"herinnering-{hours}");
                    ReminderContent content = new() { Hours = hours, Deadline = knownAt + BreachContent.Term };
                    if (await register.RegisterAsync(reference, content, Recipients, cancellationToken))
                        counts.Queued++;
                },
                LogFailed);
        }
    }

    [LoggerMessage(EventId = 4008, Level = LogLevel.Information, Message = "Deadlines of breaches: {Examined} without a notification to the authority, {Queued} reminders, {Failed} failed")]
    private partial void LogEnded(int examined, int queued, int failed);

    [LoggerMessage(EventId = 4009, Level = LogLevel.Error, Message = "The deadline of a breach could not be looked at")]
    private partial void LogFailed(Exception exception);
}
