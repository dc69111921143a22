using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.Retention;

/// <summary>
/// What is done each hour once the agreement is over (protocol, article 11): the announcement of the day, the start of the destruction when it is due, and
/// the next part of a destruction that has started.
/// </summary>
public sealed partial class AgreementEnd(
    AgreementDestruction destruction, AgreementAnnouncements announcements, RetentionSweep sweep, JobRunner jobs, ILogger<AgreementEnd> logger)
{
    /// <summary>The name of its runs; those that destroy are runs of <see cref="RetentionSweep"/>.</summary>
    public const string Job = "EndAgreement";

    /// <summary>Runs once. It leaves a record unless the agreement is in force, or the destruction is cancelled or finished.</summary>
    /// <exception cref="RunFailedException">Something failed; the next run continues.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
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
