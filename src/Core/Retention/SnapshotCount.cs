using System.Collections.Concurrent;
using System.Globalization;
using LeerId.Calendar;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.Logging;

namespace LeerId.Retention;

/// <summary>
/// Counts every night in which month the snapshots expire, and keeps the counts in the run's record, so that no page has to read a million rows. The counts
/// are no personal data.
/// </summary>
public sealed partial class SnapshotCount(
    StudentInventory students, RetentionPolicy policy, RunStore runs, JobRunner jobs, TimeProvider clock, ILogger<SnapshotCount> logger)
{
    /// <summary>The name of its runs.</summary>
    public const string Job = "CountSnapshots";

    private const string MonthFormat = "yyyy-MM";
    private const int RangesAtOnce = 4;

    // If a run fails, the counts of an earlier one are still useful.
    private static readonly TimeSpan UsableFor = TimeSpan.FromDays(8);

    /// <summary>Runs once and leaves a record, with the snapshots as the examined rows.</summary>
    /// <exception cref="RunFailedException">The snapshots could not all be read; the next run counts them.</exception>
    /// <exception cref="Azure.RequestFailedException">The run's record could not be written.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken) => jobs.RunAsync(
        Job, cutOff: null, ground: null,
        async (counts, token) => await counts.TryAsync(() => CountAsync(counts, token), LogFailed, token),
        cancellationToken);

    /// <summary>The counts of the newest run that succeeded; null when none did in the last eight days.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<SnapshotExpiry?> ReadAsync(CancellationToken cancellationToken)
    {
        RunRecord? run = await runs.ListAsync(Job, clock.GetUtcNow() - UsableFor, cancellationToken)
            .FirstOrDefaultAsync(run => run.Succeeded, cancellationToken);
        return run is null ? null : new SnapshotExpiry(run.StartedAt, [.. run.Tallies.Select(Read).OfType<ExpiringSnapshots>().OrderBy(month => month.Month)]);
    }

    private async Task CountAsync(RunCounts counts, CancellationToken cancellationToken)
    {
        // Sign-ins are counted by day first, because working out the month for each of them would take longer than the count.
        ConcurrentDictionary<DateOnly, long> days = [];
        await Parallel.ForEachAsync(
            StudentKeyRange.All, SideBySide.AtMost(RangesAtOnce, cancellationToken),
            async (range, token) =>
            {
                await foreach (DateTimeOffset signedInAt in students.ListSignInsAsync(range, token))
                {
                    counts.AddExamined();
                    days.AddOrUpdate(DateOnly.FromDateTime(BrusselsTime.Local(signedInAt).DateTime), 1, static (_, count) => count + 1);
                }
            });
        foreach (IGrouping<string, long> month in days
            .GroupBy(day => MonthOf(policy.DeletedOn(BrusselsTime.StartOf(day.Key), destroyedOn: null)), day => day.Value)
            .OrderBy(month => month.Key, StringComparer.Ordinal))
        {
            counts.AddTally(new RunTally(month.Key, month.Sum()));
        }
    }

    private static string MonthOf(DateOnly day) => day.ToString(MonthFormat, CultureInfo.InvariantCulture);

    private static ExpiringSnapshots? Read(RunTally tally) =>
        DateOnly.TryParseExact(tally.Name, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly month)
            ? new ExpiringSnapshots(month, tally.Count) : null;

    [LoggerMessage(EventId = 7030, Level = LogLevel.Error, Message = "The snapshots could not all be counted; the next run counts them")]
    private partial void LogFailed(Exception exception);
}

/// <summary>The months in which the snapshots expire if the pupils don't sign in again.</summary>
/// <param name="CountedAt">The moment of the count, UTC.</param>
/// <param name="Months">The months in which snapshots expire, oldest first.</param>
public sealed record SnapshotExpiry(DateTimeOffset CountedAt, IReadOnlyList<ExpiringSnapshots> Months);

/// <summary>The snapshots that expire in a month.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Count">The number of snapshots.</param>
public sealed record ExpiringSnapshots(DateOnly Month, long Count);
