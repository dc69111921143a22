using LeerId.Storage;

namespace LeerId.Runs;

/// <summary>The records of one table, which are deleted when their retention period after closing has ended (GDPR, article 5(1)(e)).</summary>
public interface IPrunedRecords
{
    /// <summary>The table; the setting <c>Retention:Records:(table)</c> has the period.</summary>
    TableName Table { get; }

    /// <summary>Deletes the records that were closed before a moment. Records that are open stay, however old they are.</summary>
    /// <param name="closedBefore">The moment, UTC.</param>
    /// <param name="counts">Counts each record that was examined, deleted, or failed; a record that fails doesn't stop the others.</param>
    /// <param name="cancellationToken">Ends the work; the next run continues.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused the reading.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    Task PruneAsync(DateTimeOffset closedBefore, RunCounts counts, CancellationToken cancellationToken);
}
