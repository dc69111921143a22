using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Retention;

/// <summary>
/// Stores the state of the destruction in the table of runs: one row per end date for which somebody decided something or the destruction started. These rows
/// are not pruned, so that a cancelled destruction stays cancelled.
/// </summary>
public sealed class DestructionRows([FromKeyedServices(StorageAccount.Students)] StorageAccount storage)
{
    /// <summary>The partition with these rows; no job has that name.</summary>
    internal const string Partition = "agreement";

    private readonly StorageTable _table = storage.Table(TableName.Runs);

    /// <summary>The state for an end date; one without decisions when nothing is recorded.</summary>
    /// <exception cref="InvalidDataException">The row can't be read: somebody put it there or changed it.</exception>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<DestructionState> FindAsync(DateOnly endDate, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Key(endDate), cancellationToken: cancellationToken);
        if (!found.HasValue)
            return new DestructionState { EndDate = endDate };
        return StoredRow.TryRead(found.Value!, Read, out DestructionState? state) && state.EndDate == endDate
            ? state with { ETag = found.Value!.ETag }
            : throw new InvalidDataException($"The row {Partition} / {Key(endDate)} of the table Runs can't be read.");
    }

    /// <summary>Stores a state if the row is as it was read; false if it isn't, for example because a first try stored it and its answer was lost.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<bool> TryStoreAsync(DestructionState state, CancellationToken cancellationToken)
    {
        TableEntity row = new(Partition, Key(state.EndDate));
        EntityContent.Write(row, JsonSerializer.SerializeToUtf8Bytes(state, DestructionJson.Default.DestructionState));
        TableClient table = await _table.GetAsync(cancellationToken);
        if (state.ETag is not { } asRead)
            return await table.TryAddAsync(row, cancellationToken) is not null;
        row.ETag = asRead;
        return await table.TryReplaceAsync(row, cancellationToken) is not null;
    }

    private static string Key(DateOnly endDate) => endDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DestructionState Read(TableEntity row) => JsonSerializer.Deserialize(EntityContent.Read(row), DestructionJson.Default.DestructionState)
        ?? throw new InvalidDataException("The state is null.");
}
