using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Storage;

/// <summary>Reads the time of storage from the header <c>Date</c> of an answer (RFC 9110, section 6.6.1).</summary>
internal sealed class StorageTime([FromKeyedServices(StorageAccount.Students)] StorageAccount storage) : IStorageTime
{
    private readonly StorageTable _table = storage.Table(TableName.Runs);

    public async Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        return await StorageSetup.AskAsync(table, cancellationToken) ?? throw new InvalidDataException("The answer of storage has no time.");
    }
}
