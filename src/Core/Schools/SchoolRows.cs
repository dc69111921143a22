using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Schools;

/// <summary>Converts schools to and from rows of the table, and tells which list a row belongs to.</summary>
internal static class SchoolRows
{
    public const string Partition = "school";

    /// <summary>The maximum number of rows in one storage transaction.</summary>
    public const int GroupSize = 100;

    // With this many parallel transactions, an import of 4,000 schools fits one request of a browser.
    private const int MaxTransactions = 8;

    private const char Separator = ' ';

    // The row keys of the first list, which was made by hand, are bare numbers.
    private const string FirstList = "";
    private const string ListPrefix = "import-";
    private const char ListEnd = '~';

    public static string NewListId(DateTimeOffset now) => ListPrefix + Ulid.NewUlid(now);

    public static string Key(string listId, SchoolNumber number) => Prefix(listId) + number;

    /// <summary>The filter for the rows of a list. For the first list it also finds rows of other lists, which <see cref="IsOf"/> excludes.</summary>
    public static string Filter(string listId) => listId == FirstList
        ? TableClient.CreateQueryFilter($"PartitionKey eq {Partition}")
        : TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {Prefix(listId)} and RowKey lt {listId + (char)(ListEnd + 1)}");

    public static bool IsOf(string listId, string rowKey) => listId == FirstList
        ? rowKey != SchoolListPointer.RowKey && !rowKey.StartsWith(ListPrefix, StringComparison.Ordinal) && !SchoolHistoryRows.IsStaged(rowKey)
        : rowKey.StartsWith(Prefix(listId), StringComparison.Ordinal);

    public static TableEntity ToEntity(string listId, SchoolContract contract) => new(Partition, Key(listId, contract.Number))
    {
        [nameof(SchoolContract.Name)] = contract.Name,
        [nameof(SchoolContract.From)] = Text(contract.From),
        [nameof(SchoolContract.Until)] = contract.Until is { } until ? Text(until) : null,
        [nameof(SchoolContract.Board)] = contract.Board,
        [nameof(SchoolContract.Municipality)] = contract.Municipality,
        [nameof(SchoolContract.FormerNumbers)] = string.Join(Separator, contract.FormerNumbers),
    };

    /// <summary>Writes rows in parallel transactions. If one fails, the rows of the others remain.</summary>
    public static Task WriteAsync(TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        rows.Chunk(GroupSize), SideBySide.AtMost(MaxTransactions, cancellationToken),
        async (group, token) => await table.SubmitTransactionAsync(
            group.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), token));

    /// <summary>Removes rows, whether or not they still exist.</summary>
    public static Task RemoveAsync(TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        rows.Chunk(GroupSize), SideBySide.AtMost(MaxTransactions, cancellationToken), async (group, token) => await RemoveAsync(table, group, token));

    private static async Task RemoveAsync(TableClient table, TableEntity[] group, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                group.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
        }
        catch (RequestFailedException exception) when (SchoolListConflict.Is(exception))
        {
            // Some rows no longer exist: another instance removed them, or an earlier attempt did and its response was lost.
            foreach (TableEntity row in group)
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    /// <summary>Reads the contract in a row of a list; null if the row can't be read.</summary>
    public static SchoolContract? TryRead(string listId, TableEntity row) =>
        StoredRow.TryRead(row, _ => Read(listId, row), out SchoolContract? contract) ? contract : null;

    /// <summary>Reads the number in the row key of a list; null if the key has none.</summary>
    public static SchoolNumber? NumberIn(string listId, string rowKey) =>
        SchoolNumber.TryParse(rowKey[Prefix(listId).Length..], out SchoolNumber number) ? number : null;

    private static SchoolContract Read(string listId, TableEntity row) => new()
    {
        Number = SchoolNumber.Parse(row.RowKey[Prefix(listId).Length..]),
        Name = row.GetString(nameof(SchoolContract.Name)) ?? "",
        From = Date(row.GetString(nameof(SchoolContract.From)) ?? ""),
        Until = row.GetString(nameof(SchoolContract.Until)) is { } until ? Date(until) : null,
        Board = row.GetString(nameof(SchoolContract.Board)),
        Municipality = row.GetString(nameof(SchoolContract.Municipality)),
        FormerNumbers = [.. (row.GetString(nameof(SchoolContract.FormerNumbers)) ?? "")
            .Split(Separator, StringSplitOptions.RemoveEmptyEntries).Select(SchoolNumber.Parse)],
    };

    private static string Prefix(string listId) => listId == FirstList ? "" : listId + ListEnd;

    private static string Text(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
