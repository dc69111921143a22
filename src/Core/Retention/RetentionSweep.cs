using Azure;
using LeerId.Restrictions;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.Retention;

/// <summary>
/// Deletes what outlived its purpose: snapshots past the retention period, usernames from the day they may not be kept,
/// and every snapshot once the agreement is over (protocol, articles 3, 5 and 11). Snapshots of restricted pupils stay (GDPR,
/// article 18). A run that is cut short leaves the rest to the next one; two at once do no harm.
/// </summary>
public sealed partial class RetentionSweep(
    RetentionPolicy policy, StudentInventory students, RestrictionList restrictions, JobRunner jobs, ILogger<RetentionSweep> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "DeleteExpired";

    // On Azure ranges of keys are on different servers; within a range a few deletes at a time hide the way there and back.
    private const int RangesAtOnce = 4;
    private const int RowsAtOnce = 8;

    /// <summary>Runs once and leaves a record.</summary>
    /// <exception cref="RunFailedException">Something failed; the record says how much, and the next run takes it up.</exception>
    /// <exception cref="RequestFailedException">The run's record could not be written.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken)
    {
        bool ended = policy.AgreementHasEnded;
        DateTimeOffset? cutOff = ended ? null : policy.CutOff;
        bool wipes = !policy.KeepsUsernames;
        return jobs.RunAsync(
            Job, cutOff, ended ? "agreement-ended" : "retention-period",
            (counts, token) => Parallel.ForEachAsync(
                StudentKeyRange.All,
                SideBySide.AtMost(RangesAtOnce, token),
                (range, rangeToken) => SweepAsync(range, cutOff, wipes, counts, rangeToken)),
            cancellationToken);
    }

    private async ValueTask SweepAsync(StudentKeyRange range, DateTimeOffset? cutOff, bool wipes, RunCounts counts, CancellationToken cancellationToken) =>
        await counts.TryAsync(
            () => Parallel.ForEachAsync(
                students.ListAsync(range, cutOff, wipes, cancellationToken),
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
                    counts.AddDeleted(await students.DeleteAsync(row, cancellationToken) ? 1 : 0);
                else
                    counts.AddWiped(await students.WipeUsernameAsync(row, cancellationToken) ? 1 : 0);
            },
            LogRowFailed, cancellationToken);
    }

    private async ValueTask<bool> IsRestrictedAsync(StudentRow row, CancellationToken cancellationToken) =>
        StudentKey.TryParse(row.Key, out StudentKey key) && await restrictions.HoldsAsync(key, cancellationToken);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Error, Message = "Retention sweep: the snapshots from key {From} could not all be read")]
    private partial void LogRangeFailed(string from, Exception exception);

    [LoggerMessage(EventId = 7003, Level = LogLevel.Error, Message = "Retention sweep: a snapshot could not be deleted or wiped")]
    private partial void LogRowFailed(Exception exception);
}
