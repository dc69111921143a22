using Azure;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>Adds rows to a table, as many at once as one transaction takes. A row that is there stays as it is.</summary>
internal sealed class RowBatch(TableClient table)
{
    // A transaction has rows of one partition, and 4 MiB with what goes around them.
    private const int MostRows = 100;
    private const long MostBytes = 2 * 1024 * 1024;

    private readonly List<TableEntity> _rows = [];
    private long _bytes;

    /// <summary>How many rows were added.</summary>
    public long Written { get; private set; }

    /// <summary>How many rows were there already.</summary>
    public long WereThere { get; private set; }

    /// <summary>Takes a row, and sends those before it if it doesn't fit with them.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async ValueTask AddAsync(TableEntity row, long bytes, CancellationToken cancellationToken)
    {
        if (_rows.Count == MostRows || _bytes + bytes > MostBytes || (_rows.Count > 0 && _rows[0].PartitionKey != row.PartitionKey))
            await FlushAsync(cancellationToken);
        _rows.Add(row);
        _bytes += bytes;
    }

    /// <summary>Sends the remaining rows.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count == 0)
            return;
        try
        {
            await table.SubmitTransactionAsync(_rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellationToken);
            Written += _rows.Count;
        }
        catch (RequestFailedException exception) when (StorageFault.IsAlreadyThere(exception))
        {
            // A transaction is all or nothing, so the rows that are missing are added one by one.
            foreach (TableEntity row in _rows)
            {
                if (await table.TryAddAsync(row, cancellationToken) is not null)
                    Written++;
                else
                    WereThere++;
            }
        }

        _rows.Clear();
        _bytes = 0;
    }
}
