using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace LeerId.Storage;

/// <summary>Reads and changes rows of tables. A row may be damaged, and another instance may change it at the same time.</summary>
internal static class StoredRow
{
    private const int NotFound = 404;
    private const int ConditionNotMet = 412;

    /// <summary>Reads a row; false if a column is missing, of another type, or of another form.</summary>
    public static bool TryRead<T>(TableEntity row, Func<TableEntity, T> read, [NotNullWhen(true)] out T? value)
        where T : class
    {
        try
        {
            value = read(row);
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or InvalidCastException or FormatException
            or ArgumentException or JsonException or NotSupportedException)
        {
            value = null;
            return false;
        }
    }

    /// <summary>Reads the rows of a query one by one. Rows that can't be read are logged and left out, so that they stop nothing else.</summary>
    public static async IAsyncEnumerable<T> QueryAsync<T>(
        this StorageTable storage, string filter, Func<TableEntity, T> read, Action<TableEntity> logUnreadable,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        TableClient table = await storage.GetAsync(cancellationToken);
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (TryRead(row, read, out T? value))
                yield return value;
            else
                logUnreadable(row);
        }
    }

    /// <summary>A column with text.</summary>
    /// <exception cref="InvalidDataException">The row has no such column.</exception>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public static string Text(this TableEntity row, string column) => row.GetString(column) ?? throw Missing(column);

    /// <summary>A column with a moment.</summary>
    /// <inheritdoc cref="Text" path="/exception" />
    public static DateTimeOffset Moment(this TableEntity row, string column) => row.GetDateTimeOffset(column) ?? throw Missing(column);

    /// <summary>Adds a row; null if there is one with its key, perhaps this very row from a first try whose answer was lost.</summary>
    public static async Task<ETag?> TryAddAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            return (await table.AddEntityAsync(row, cancellationToken)).Headers.ETag ?? ETag.All;
        }
        catch (RequestFailedException exception) when (StorageFault.IsAlreadyThere(exception))
        {
            return null;
        }
    }

    /// <summary>Changes some columns of a row; null if the row is not as it was read.</summary>
    public static async Task<ETag?> TryMergeAsync(this TableClient table, TableEntity changes, ETag asRead, CancellationToken cancellationToken)
    {
        try
        {
            return (await table.UpdateEntityAsync(changes, asRead, TableUpdateMode.Merge, cancellationToken)).Headers.ETag ?? ETag.All;
        }
        catch (RequestFailedException exception) when (exception.Status == ConditionNotMet)
        {
            return null;
        }
    }

    /// <summary>Replaces a row; null if it is gone or not as it was read.</summary>
    public static async Task<ETag?> TryReplaceAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            return (await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken)).Headers.ETag ?? ETag.All;
        }
        catch (RequestFailedException exception) when (exception.Status is NotFound or ConditionNotMet)
        {
            return null;
        }
    }

    /// <summary>Deletes a row if it is as it was read.</summary>
    public static async Task<RowDeletion> TryDeleteAsync(
        this TableClient table, string partitionKey, string rowKey, ETag asRead, CancellationToken cancellationToken)
    {
        try
        {
            // For a row that is gone the client gives the status and throws nothing.
            using Response response = await table.DeleteEntityAsync(partitionKey, rowKey, asRead, cancellationToken);
            return response.Status == NotFound ? RowDeletion.Gone : RowDeletion.Deleted;
        }
        catch (RequestFailedException exception) when (exception.Status == ConditionNotMet)
        {
            return RowDeletion.Changed;
        }
    }

    private static InvalidDataException Missing(string column) => new($"The row has no {column}.");
}

/// <summary>The result of deleting a row.</summary>
internal enum RowDeletion
{
    /// <summary>This call deleted the row.</summary>
    Deleted,

    /// <summary>
    /// The row was already deleted: by another run, or by the first try of this call, whose answer was lost. Records don't count it, so that they never claim
    /// more deletions than there were.
    /// </summary>
    Gone,

    /// <summary>Somebody changed the row after it was read. It is not deleted.</summary>
    Changed,
}
