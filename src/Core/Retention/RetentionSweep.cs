using Azure;
using LeerId.Restrictions;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Retention;

/// <summary>
/// Deletes expired data: snapshots past the retention period, usernames from the day on which they may not be kept,
/// and every snapshot once the destruction after the end of the agreement has started (protocol, articles 3, 5 and 11). Snapshots of restricted pupils stay
/// (GDPR, article 18). Superseded snapshots that a sign-in could not remove are removed too. The next run continues an interrupted one; two runs at once do no
/// harm.
/// </summary>
public sealed partial class RetentionSweep(
    RetentionPolicy policy, AgreementDestruction destruction, StudentInventory students, RestrictionList restrictions, SupersededSweep superseded,
    DeletionRunner jobs, IOptions<AgreementOptions> agreement, TimeProvider clock, ILogger<RetentionSweep> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "DeleteExpired";

    /// <summary>The ground of a run that deletes snapshots past their term.</summary>
    internal const string RetentionPeriod = "retention-period";

    /// <summary>The ground of a run that destroys the data of all pupils.</summary>
    internal const string AgreementEnded = "agreement-ended";

    /// <summary>
    /// The time in which a run of the destruction starts deletions. The host ends a function after five minutes, and storage can take three for the last ones.
    /// </summary>
    internal static readonly TimeSpan DestructionTime = TimeSpan.FromMinutes(2);

    // On Azure, ranges of keys can be on different servers. Within a range, a few deletes at a time make up for the latency of each.
    private const int RangesAtOnce = 4;
    private const int RowsAtOnce = 8;

    /// <summary>The maximum number of deletions that a run sends at the same time.</summary>
    internal const int DeletionsAtOnce = RangesAtOnce * RowsAtOnce;

    /// <summary>Runs once and leaves a record.</summary>
    /// <exception cref="RunFailedException">Something failed; the record says how much, and the next run continues.</exception>
    /// <exception cref="RequestFailedException">The run's record could not be written.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<RunRecord> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? startedAt = await destruction.StartedAtAsync(cancellationToken);
        bool destroys = startedAt is not null;
        DateTimeOffset cutOff = startedAt > policy.CutOff ? startedAt.Value : policy.CutOff;
        bool wipes = !policy.KeepsUsernames;
        RunRecord record = await jobs.RunAsync(
            // A destruction was announced to both officers for a week, or confirmed by two persons (docs/adr/0019).
            new Deletion(Job, TableName.Students, cutOff, destroys ? AgreementEnded : RetentionPeriod) { IsDecided = destroys },
            async (counts, token) =>
            {
                // If the present list of restrictions can't be read, nothing is deleted. The list logs the failure itself.
                if (!await counts.TryAsync(async () => await restrictions.ReloadAsync(token), static _ => { }, token))
                    return;
                SweepLimit? limit = destroys ? new(agreement.Value.SnapshotLimit!.Value, DestructionTime, counts, clock) : null;
                await Parallel.ForEachAsync(
                    StudentKeyRange.All,
                    SideBySide.AtMost(RangesAtOnce, token),
                    (range, rangeToken) => SweepAsync(range, cutOff, wipes, limit, counts, rangeToken));
                // The destruction deletes superseded snapshots anyway.
                if (!destroys && !counts.OnlyPlans)
                    await superseded.RunAsync(counts, token);
            },
            cancellationToken);
        if (destroys && !record.ToBeContinued)
            await destruction.FinishAsync(cancellationToken);
        return record;
    }

    private async ValueTask SweepAsync(
        StudentKeyRange range, DateTimeOffset? cutOff, bool wipes, SweepLimit? limit, RunCounts counts, CancellationToken cancellationToken) =>
        await counts.TryAsync(
            () => Parallel.ForEachAsync(
                students.ListAsync(range, cutOff, wipes, cancellationToken).TakeWhile(_ => limit?.TakesOneMore() ?? true),
                SideBySide.AtMost(RowsAtOnce, cancellationToken),
                (row, token) => SweepAsync(row, counts, token)),
            exception => LogRangeFailed(range.From, exception),
            cancellationToken);

    private async ValueTask SweepAsync(StudentRow row, RunCounts counts, CancellationToken cancellationToken)
    {
        counts.AddExamined();
        await counts.TryAsync(
            async () =>
            {
                if (await IsRestrictedAsync(row, cancellationToken))
                    return;
                if (row.IsPastTerm)
                    await counts.DeleteAsync(() => students.DeleteAsync(row, cancellationToken));
                else if (!counts.OnlyPlans)
                    counts.AddWiped(await students.WipeUsernameAsync(row, cancellationToken) ? 1 : 0);
            },
            LogRowFailed, cancellationToken);
    }

    private async ValueTask<bool> IsRestrictedAsync(StudentRow row, CancellationToken cancellationToken) =>
        StudentKey.TryParse(row.Key, out StudentKey key) && await restrictions.KeepsAsync(key, cancellationToken);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Error, Message = "Retention sweep: the snapshots from key {From} could not all be read")]
    private partial void LogRangeFailed(string from, Exception exception);

    [LoggerMessage(EventId = 7003, Level = LogLevel.Error, Message = "Retention sweep: a snapshot could not be deleted or wiped")]
    private partial void LogRowFailed(Exception exception);
}
