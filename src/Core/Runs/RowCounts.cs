using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Runs;

/// <summary>Counts the rows of a table: with the table's own <see cref="IRowCount"/> if it has one, and otherwise by reading the keys.</summary>
public sealed class RowCounts([FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, IEnumerable<IRowCount> own)
{
    private static readonly string[] Keys = ["PartitionKey"];

    private readonly Dictionary<TableName, IRowCount> _own = own.ToDictionary(count => count.Table);

    /// <summary>About how many rows a table has.</summary>
    /// <inheritdoc cref="IRowCount.CountAsync" path="/exception" />
    public async Task<long> CountAsync(TableName name, CancellationToken cancellationToken)
    {
        if (_own.TryGetValue(name, out IRowCount? count))
            return await count.CountAsync(cancellationToken);
        TableClient table = await storage.Table(name).GetAsync(cancellationToken);
        return await table.QueryAsync<TableEntity>(filter: "", select: Keys, cancellationToken: cancellationToken).LongCountAsync(cancellationToken);
    }
}
