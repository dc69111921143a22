using LeerId.Storage;

namespace LeerId.Runs;

/// <summary>Counts the rows of a table that is too large to be read for a count.</summary>
public interface IRowCount
{
    /// <summary>The table.</summary>
    TableName Table { get; }

    /// <summary>The approximate number of rows of the table.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    Task<long> CountAsync(CancellationToken cancellationToken);
}
