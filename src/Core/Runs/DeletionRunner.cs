using LeerId.Storage;
using Microsoft.Extensions.Logging;

namespace LeerId.Runs;

/// <summary>
/// Runs the jobs that delete rows. Each run first counts what it would delete. If that is more than <see cref="DeletionLimit"/> allows, it deletes nothing
/// and waits for a member of staff to confirm it (docs/adr/0029).
/// </summary>
public sealed partial class DeletionRunner(
    JobRunner jobs, RunStore runs, RowCounts rows, HeldDeletions held, TimeProvider clock, ILogger<DeletionRunner> logger)
{
    /// <summary>How long a run goes on counting when it has passed its limit: the number is for staff, and the host ends a run after five minutes.</summary>
    internal static readonly TimeSpan CountingTime = TimeSpan.FromMinutes(1);

    /// <summary>Runs a deletion once.</summary>
    /// <param name="deletion">The deletion.</param>
    /// <param name="work">
    /// Deletes by <see cref="RunCounts.DeleteAsync(Func{Task{bool}})"/>. It is called twice: first with counts that only count, and then to delete.
    /// </param>
    /// <param name="cancellationToken">Whether the host is stopping.</param>
    /// <inheritdoc cref="JobRunner.RunAsync" path="/returns" />
    /// <inheritdoc cref="JobRunner.RunAsync" path="/exception" />
    public Task<RunRecord> RunAsync(Deletion deletion, Func<RunCounts, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deletion);
        ArgumentNullException.ThrowIfNull(work);
        return jobs.RunAsync(
            deletion.Job, deletion.CutOff, deletion.Ground,
            (counts, token) => deletion.IsDecided ? work(counts, token) : RunAsync(deletion, work, counts, token), cancellationToken);
    }

    private async Task RunAsync(
        Deletion deletion, Func<RunCounts, CancellationToken, Task> work, RunCounts counts, CancellationToken cancellationToken)
    {
        DeletionLimit limit = default;
        if (!await counts.TryAsync(async () => limit = await LimitAsync(deletion, counts, cancellationToken), LogNotCounted, cancellationToken))
            return;
        (long planned, bool isAtLeast) = await PlanAsync(work, limit, cancellationToken);
        long most = limit.Rows;
        if (planned <= most)
        {
            await held.RemoveAsync(deletion.Table, cancellationToken);
        }
        else if (await held.TryUseAsync(deletion.Table, planned, limit, cancellationToken) is { Confirmation: { } confirmation } confirmed)
        {
            most += confirmed.Rows;
            counts.SetConfirmedBy(confirmation.By);
            LogConfirmationUsed(deletion.Job, planned, deletion.Table, confirmation.By);
        }
        else
        {
            await HoldAsync(deletion, planned, isAtLeast, limit, counts, cancellationToken);
            return;
        }

        counts.LimitTo(most);
        await work(counts, cancellationToken);
        // Rows can be added between the counting and the deletion, and a part that could not be counted can be read the second time.
        if (counts.Wanted > most)
            await HoldAsync(deletion, counts.Wanted - most, isAtLeast: true, limit, counts, cancellationToken);
    }

    private async Task<DeletionLimit> LimitAsync(Deletion deletion, RunCounts counts, CancellationToken cancellationToken)
    {
        RunRecord? previous = await runs.ListAsync(deletion.Job, cancellationToken)
            .FirstOrDefaultAsync(run => run.Ground == deletion.Ground && run.Counted is not null, cancellationToken);
        long present = await rows.CountAsync(deletion.Table, cancellationToken);
        counts.SetCounted(present);
        return new DeletionLimit(previous?.Counted ?? present);
    }

    private async Task<(long Rows, bool IsAtLeast)> PlanAsync(
        Func<RunCounts, CancellationToken, Task> work, DeletionLimit limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource enough = new(Timeout.InfiniteTimeSpan, clock);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, enough.Token);
        RunCounts plan = RunCounts.ForPlan(limit.Rows, () => enough.CancelAfter(CountingTime));
        try
        {
            await work(plan, ending.Token);
            return (plan.Wanted, false);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (plan.Wanted, true);
        }
    }

    private async Task HoldAsync(
        Deletion deletion, long planned, bool isAtLeast, DeletionLimit limit, RunCounts counts, CancellationToken cancellationToken)
    {
        counts.Block(RunBlock.TooManyRows);
        LogHeld(deletion.Job, planned, deletion.Table, limit.Counted);
        await held.HoldAsync(
            new HeldDeletion(Ulid.NewUlid(clock.GetUtcNow()).ToString(), deletion, planned, limit.Counted, counts.Clock!) { IsAtLeast = isAtLeast },
            cancellationToken);
    }

    [LoggerMessage(
        EventId = 7041, Level = LogLevel.Critical,
        Message = "{Job} would delete {Rows} rows of the table {Table}, in which {Counted} were counted. An operator must confirm it in the console")]
    private partial void LogHeld(string job, long rows, TableName table, long counted);

    [LoggerMessage(
        EventId = 7045, Level = LogLevel.Error, Message = "The rows of a table could not be counted, so that none were deleted; the next run counts them")]
    private partial void LogNotCounted(Exception exception);

    [LoggerMessage(
        EventId = 7043, Level = LogLevel.Warning, Message = "{Job} deletes {Rows} rows of the table {Table}, as {ObjectId} confirmed")]
    private partial void LogConfirmationUsed(string job, long rows, TableName table, string objectId);
}
