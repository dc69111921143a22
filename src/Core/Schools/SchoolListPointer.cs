using Azure;
using Azure.Data.Tables;

namespace LeerId.Schools;

/// <summary>
/// The row that names the list in force. Whoever changes the list changes this row in the same storage transaction, under the ETag
/// that was read before: of two changes at once one has to look again.
/// </summary>
/// <param name="ListId">The list in force; empty for the first one, made by hand.</param>
/// <param name="Revision">Grows by one with each change.</param>
/// <param name="Count">How many rows the list has.</param>
/// <param name="ChangedAt">When it changed last, UTC; null when it never did.</param>
/// <param name="Changes">The ids of the last changes, by which one whose answer was lost is known again.</param>
/// <param name="ETag">The row's; default when there is no row yet.</param>
internal sealed record SchoolListPointer(
    string ListId, long Revision, int Count, DateTimeOffset? ChangedAt, IReadOnlyList<string> Changes, ETag ETag)
{
    public const string RowKey = "current";

    // More than can come between a change and the look whether it was made.
    private const int ChangesKept = 50;
    private const char Separator = ' ';

    private static readonly SchoolListPointer None = new("", 0, 0, null, [], default);

    public bool Exists => ETag != default;

    /// <summary>The id of the last change; null when there was none.</summary>
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

    /// <summary>What puts the next pointer in place of this one; storage refuses it when this one is not there any more.</summary>
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
