using LeerId.Storage;

namespace LeerId.Runs;

/// <summary>Counts the rows of a table that is too large to be read for a count.</summary>
public interface IRowCount
{
    /// <summary>The table.</summary>
    TableName Table { get; }

    /// <summary>About how many rows the table has.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    Task<long> CountAsync(CancellationToken cancellationToken);
}
