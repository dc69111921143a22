using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.PrivacyLog.Seals;

/// <summary>The table of seals, with one row per day. A seal is added once, and never changed or deleted.</summary>
public sealed class SealStore([FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage)
{
    private const string DayFormat = "yyyyMMdd";
    private const int YearDigits = 4;
    private const string TokenColumn = "Seal";

    private readonly StorageTable _table = storage.Table(TableName.Seals);

    /// <summary>Adds a seal; false when the day already has one.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async Task<bool> TryAddAsync(SealedDay day, CancellationToken cancellationToken)
    {
        Seal seal = day.Seal!;
        string rowKey = RowKey(day.Day);
        TableClient table = await _table.GetAsync(cancellationToken);
        TableEntity row = new(rowKey[..YearDigits], rowKey)
        {
            [nameof(Seal.Entries)] = seal.Entries,
            [nameof(Seal.Root)] = seal.Root,
            [nameof(Seal.Previous)] = seal.Previous,
            [TokenColumn] = day.Token,
        };
        return await table.TryAddAsync(row, cancellationToken) is not null;
    }

    /// <summary>The row of a day; null when there is none.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async Task<SealedDay?> FindAsync(DateOnly day, CancellationToken cancellationToken)
    {
        string rowKey = RowKey(day);
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found =
            await table.GetEntityIfExistsAsync<TableEntity>(rowKey[..YearDigits], rowKey, cancellationToken: cancellationToken);
        return found.HasValue ? FromEntity(found.Value!, day) : null;
    }

    /// <summary>The day of the newest seal; null when there is none. The clock is not used, because it may have been set back.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async Task<DateOnly?> NewestAsync(CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        DateOnly? newest = null;
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
            newest = DayOf(entity) ?? newest;
        return newest;
    }

    /// <summary>The rows from a day on, oldest first.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    public async IAsyncEnumerable<SealedDay> ListAsync(DateOnly from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string rowKey = RowKey(from);
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {rowKey[..YearDigits]} and RowKey ge {rowKey}");
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            if (DayOf(entity) is { } day)
                yield return FromEntity(entity, day);
    }

    private static string RowKey(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    // A row whose key is not that of a seal is not a seal.
    private static DateOnly? DayOf(TableEntity entity) =>
        DateOnly.TryParseExact(entity.RowKey, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            && entity.PartitionKey == entity.RowKey[..YearDigits] ? day : null;

    private static SealedDay FromEntity(TableEntity entity, DateOnly day)
    {
        string token = Value(entity, TokenColumn) as string ?? "";
        bool valid = Seal.TryRead(token, out Seal? seal) && seal.Day == day
            && Equals(Value(entity, nameof(Seal.Entries)), seal.Entries)
            && Equals(Value(entity, nameof(Seal.Root)), seal.Root)
            && Equals(Value(entity, nameof(Seal.Previous)), seal.Previous);
        return new SealedDay(day, token, valid ? seal : null);
    }

    private static object? Value(TableEntity entity, string column) => entity.TryGetValue(column, out object? value) ? value : null;
}
