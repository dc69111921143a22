using LeerId.Calendar;
using LeerId.Runs;
using LeerId.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Retention;

/// <summary>
/// Deletes the records whose retention period after closing has ended, table by table (GDPR, article 5(1)(e)). A table that fails doesn't stop the others.
/// Repeated runs and runs at the same time do no harm.
/// </summary>
public sealed partial class RecordPruning(
    IEnumerable<IPrunedRecords> records, IOptions<RecordRetentionOptions> options, DeletionRunner jobs, TimeProvider clock, ILogger<RecordPruning> logger)
{
    /// <summary>The name of its runs; the ground of each is the table.</summary>
    public const string Job = "PruneRecords";

    private readonly IPrunedRecords[] _records = [.. records.OrderBy(table => table.Table)];

    /// <summary>Prunes every table once, and leaves a record for each.</summary>
    /// <exception cref="AggregateException">Tables failed; their records say how much, and the next run continues.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended the work.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Exception> failures = [];
        foreach (IPrunedRecords table in _records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await PruneAsync(table, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(table.Table, exception);
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    private Task<RunRecord> PruneAsync(IPrunedRecords table, CancellationToken cancellationToken)
    {
        // The end of a day in Brussels: a record that was closed on 29 February 2024 stays through 28 February 2029, whatever the hour.
        DateOnly lastExpired = options.Value.TermOf(table.Table).LastExpired(BrusselsTime.Today(clock));
        DateTimeOffset closedBefore = BrusselsTime.StartOf(lastExpired.AddDays(1));
        return jobs.RunAsync(
            new Deletion(Job, table.Table, closedBefore, table.Table.ToString()), (counts, token) => table.PruneAsync(closedBefore, counts, token),
            cancellationToken);
    }

    [LoggerMessage(EventId = 7020, Level = LogLevel.Error, Message = "Records of the table {Table} could not all be pruned; the next run continues")]
    private partial void LogFailed(TableName table, Exception exception);
}
