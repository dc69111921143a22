namespace LeerId.Storage;

/// <summary>The clock of storage, which no instance of this app can set.</summary>
public interface IStorageTime
{
    /// <summary>The present time of storage, UTC, to the second.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    /// <exception cref="InvalidDataException">The answer has no time.</exception>
    Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken);
}
