using Azure;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>Adds rows to a table, as many per transaction as possible. Existing rows don't change.</summary>
internal sealed class RowBatch(TableClient table)
{
    // A transaction has rows of one partition, at most 100 rows, and at most 4 MiB including overhead.
    private const int MaxRows = 100;
    private const long MaxBytes = 2 * 1024 * 1024;

    private readonly List<TableEntity> _rows = [];
    private long _bytes;

    /// <summary>The number of added rows.</summary>
    public long Written { get; private set; }

    /// <summary>The number of rows that existed already.</summary>
    public long Existing { get; private set; }

    /// <summary>Adds a row, and first sends the earlier rows if it doesn't fit with them.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async ValueTask AddAsync(TableEntity row, long bytes, CancellationToken cancellationToken)
    {
        if (_rows.Count == MaxRows || _bytes + bytes > MaxBytes || (_rows.Count > 0 && _rows[0].PartitionKey != row.PartitionKey))
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
            // If a transaction fails, none of its rows is added, so the missing rows are added one by one.
            foreach (TableEntity row in _rows)
            {
                if (await table.TryAddAsync(row, cancellationToken) is not null)
                    Written++;
                else
                    Existing++;
            }
        }

        _rows.Clear();
        _bytes = 0;
    }
}
