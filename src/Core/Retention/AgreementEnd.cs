using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.Retention;

/// <summary>
/// Runs every hour after the agreement has ended (protocol, article 11). It registers the announcement of the day, starts the destruction when it is due, and
/// continues a destruction that has started.
/// </summary>
public sealed partial class AgreementEnd(
    AgreementDestruction destruction, AgreementAnnouncements announcements, RetentionSweep sweep, JobRunner jobs, ILogger<AgreementEnd> logger)
{
    /// <summary>The name of its runs. Runs that delete snapshots are runs of <see cref="RetentionSweep"/>.</summary>
    public const string Job = "EndAgreement";

    /// <summary>Runs once. It leaves a record unless the agreement is in force, or the destruction is cancelled or finished.</summary>
    /// <exception cref="RunFailedException">Something failed; the next run continues.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        AgreementStatus status = await destruction.ReadAsync(cancellationToken);
        if (status.Phase is DestructionPhase.NoEndDate or DestructionPhase.BeforeEnd or DestructionPhase.Cancelled or DestructionPhase.Finished)
            return;
        await jobs.RunAsync(
            Job, cutOff: null, ground: null,
            async (counts, token) =>
            {
                await counts.TryAsync(() => destruction.StartIfDueAsync(token), LogFailed, token);
                await counts.TryAsync(() => AnnounceAsync(counts, token), LogFailed, token);
            },
            cancellationToken);
        if (await destruction.StartedAtAsync(cancellationToken) is not null)
            await sweep.RunAsync(cancellationToken);
    }

    private async Task AnnounceAsync(RunCounts counts, CancellationToken cancellationToken)
    {
        AgreementStatus status = await destruction.ReadAsync(cancellationToken);
        if (status is { Phase: DestructionPhase.NotAnnounced or DestructionPhase.Announced, EndDate: { } endDate, StartsOn: { } startsOn }
            && await announcements.AnnounceAsync(endDate, startsOn, cancellationToken))
        {
            counts.AddQueued();
        }
    }

    [LoggerMessage(
        EventId = 7015, Level = LogLevel.Error,
        Message = "The end of the agreement could not be announced or the destruction could not be started; the next run tries again")]
    private partial void LogFailed(Exception exception);
}
