using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>
/// Reminds the provider's data protection officer 24, 48 and 66 hours after becoming aware of a breach, and after the 72 hours have passed, as long as no
/// notification to the authority is recorded (GDPR, article 33(1)). If several reminders are due at once, only the latest is sent.
/// </summary>
public sealed partial class DeadlineReminders(
    NoticeRows rows, NoticeRegister register, JobRunner jobs, TimeProvider clock, ILogger<DeadlineReminders> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "RemindOfDeadlines";

    private static readonly int[] Hours = [72, 66, 48, 24];
    private static readonly NoticeRecipient[] Recipients = [NoticeRecipient.Provider];

    /// <summary>Runs once and stores a record of the run. Its count of examined items is the number of breaches without a recorded notification.</summary>
    /// <exception cref="RunFailedException">Something failed; the next run retries it.</exception>
    /// <exception cref="Azure.RequestFailedException">The run's record could not be written.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken) => jobs.RunAsync(
        Job, cutOff: null, ground: null,
        async (counts, token) => await counts.TryAsync(() => RemindAsync(counts, token), LogFailed, token),
        cancellationToken);

    private async Task RemindAsync(RunCounts counts, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await foreach (Notice notice in rows.ListWithoutAuthorityAsync(cancellationToken))
        {
            if (notice.Content is not BreachContent { KnownAt: { } knownAt } breach)
                continue;

            counts.AddExamined();
            int hours = Array.Find(Hours, hours => knownAt.AddHours(hours) <= now);
            if (hours == 0)
                continue;

            await counts.TryAsync(
                async () =>
                {
                    NoticeReference reference = new(NoticeKind.Breach, notice.Reference.Number, $"herinnering-{hours}");
                    ReminderContent content = new() { Hours = hours, Deadline = knownAt + BreachContent.Term, Missing = BreachFields.Missing(breach) };
                    if (await register.RegisterAsync(reference, content, Recipients, cancellationToken))
                        counts.AddQueued();
                },
                LogFailed, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 4009, Level = LogLevel.Error, Message = "The deadline of a breach could not be checked")]
    private partial void LogFailed(Exception exception);
}
