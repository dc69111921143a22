using Azure;
using Azure.Data.Tables;

namespace LeerId.Schools;

/// <summary>
/// The row that names the list in force. Each change of the list changes this row in the same storage transaction, with the ETag that was read before. Of
/// two simultaneous changes, one fails and must read the list again.
/// </summary>
/// <param name="ListId">The list in force; empty for the first one, which was made by hand.</param>
/// <param name="Revision">The revision, which increases by one with each change.</param>
/// <param name="Count">The number of rows of the list.</param>
/// <param name="ChangedAt">The moment of the last change, UTC; null if there was none.</param>
/// <param name="Changes">The ids of the last changes, which identify a change whose response was lost.</param>
/// <param name="ETag">The ETag of the row; default if there is no row yet.</param>
internal sealed record SchoolListPointer(
    string ListId, long Revision, int Count, DateTimeOffset? ChangedAt, IReadOnlyList<string> Changes, ETag ETag)
{
    public const string RowKey = "current";

    // More than the number of changes that can happen between a change and the check whether it was made.
    private const int ChangesKept = 50;
    private const char Separator = ' ';

    private static readonly SchoolListPointer None = new("", 0, 0, null, [], default);

    public bool Exists => ETag != default;

    /// <summary>The id of the last change; null if there was none.</summary>
    public string? LastChange => Changes is [.., var last] ? last : null;

    public static async Task<SchoolListPointer> ReadAsync(TableClient table, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found =
            await table.GetEntityIfExistsAsync<TableEntity>(SchoolRows.Partition, RowKey, cancellationToken: cancellationToken);
        if (found is not { HasValue: true, Value: { } row })
            return None;
        return new SchoolListPointer(
            row.GetString(nameof(ListId)) ?? "",
            row.GetInt64(nameof(Revision)) ?? 0,
            row.GetInt32(nameof(Count)) ?? 0,
            row.GetDateTimeOffset(nameof(ChangedAt)),
            (row.GetString(nameof(Changes)) ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries),
            row.ETag);
    }

    /// <summary>Makes the action that replaces this pointer by the next one; storage refuses it if this pointer has changed.</summary>
    public TableTransactionAction Next(string listId, int count, string change, DateTimeOffset now)
    {
        TableEntity next = new(SchoolRows.Partition, RowKey)
        {
            [nameof(ListId)] = listId,
            [nameof(Revision)] = Revision + 1,
            [nameof(Count)] = count,
            [nameof(ChangedAt)] = now,
            [nameof(Changes)] = string.Join(Separator, Changes.Append(change).TakeLast(ChangesKept)),
        };
        return Exists
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, ETag)
            : new TableTransactionAction(TableTransactionActionType.Add, next);
    }
}
