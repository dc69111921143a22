using LeerId.Calendar;
using LeerId.PrivacyLog.Seals;
using LeerId.Retention;
using LeerId.Runs;

namespace LeerId.Overview;

/// <summary>The nights of a week without a sweep or a seal.</summary>
/// <param name="Monday">The first day of the week.</param>
/// <param name="WithoutSweep">The days, Brussels calendar, without a successful run of the sweep.</param>
/// <param name="WithoutSeal">The days, UTC, whose privacy log has no seal.</param>
public sealed record NightsOfWeek(DateOnly Monday, IReadOnlyList<DateOnly> WithoutSweep, IReadOnlyList<DateOnly> WithoutSeal);

/// <summary>Finds the nights of the last twelve weeks without a sweep or a seal.</summary>
public sealed class MissedNights(RunStore runs, SealStore seals, TimeProvider clock)
{
    /// <summary>The number of weeks that are shown, including the current one.</summary>
    public const int Weeks = 12;

    private const int DaysOfWeek = 7;

    // A day is normally sealed within an hour after its end, and a busy day somewhat later.
    private static readonly TimeSpan SealingTime = TimeSpan.FromHours(3);

    /// <summary>Returns the weeks, oldest first, starting with the first week that has a run or a seal.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<NightsOfWeek>> ReadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateOnly today = BrusselsTime.Today(clock), start = MondayOf(today).AddDays(DaysOfWeek * (1 - Weeks));
        List<RunRecord> sweeps = await runs.ListAsync(RetentionSweep.Job, BrusselsTime.StartOf(start), cancellationToken).ToListAsync(cancellationToken);
        HashSet<DateOnly> sealedDays = [.. await seals.ListAsync(start, cancellationToken).Select(day => day.Day).ToListAsync(cancellationToken)];
        HashSet<DateOnly> swept = [.. sweeps.Where(run => run.Succeeded).Select(run => DayOf(run.StartedAt))];
        // Today's sweep and yesterday's seal may still follow.
        DateOnly[] withoutSweep = Missing(sweeps.Select(run => DayOf(run.StartedAt)), swept, today.AddDays(-1));
        DateOnly[] withoutSeal = Missing(sealedDays, sealedDays, DateOnly.FromDateTime((now - SealingTime).UtcDateTime).AddDays(-1));
        DateOnly? first = sweeps.Select(run => DayOf(run.StartedAt)).Concat(sealedDays).Select(day => (DateOnly?)day).Min();
        return first is not { } since
            ? []
            :
            [
                .. from week in Enumerable.Range(0, Weeks)
                   let monday = start.AddDays(DaysOfWeek * week)
                   where monday >= MondayOf(since)
                   select new NightsOfWeek(monday, OfWeek(withoutSweep, monday), OfWeek(withoutSeal, monday)),
            ];
    }

    // Before the first run or seal, the app may not have been deployed.
    private static DateOnly[] Missing(IEnumerable<DateOnly> tried, HashSet<DateOnly> done, DateOnly last)
    {
        DateOnly first = tried.DefaultIfEmpty(last.AddDays(1)).Min();
        return [.. Enumerable.Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1)).Select(first.AddDays).Where(day => !done.Contains(day))];
    }

    private static IReadOnlyList<DateOnly> OfWeek(DateOnly[] days, DateOnly monday) => [.. days.Where(day => MondayOf(day) == monday)];

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek));

    private static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(BrusselsTime.Local(moment).DateTime);
}
