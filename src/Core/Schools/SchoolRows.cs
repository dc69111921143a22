using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Schools;

/// <summary>Schools as rows of the table: which list a row is of, and what is in it.</summary>
internal static class SchoolRows
{
    public const string Partition = "school";

    /// <summary>The maximum number of rows in one storage transaction.</summary>
    public const int GroupSize = 100;

    // So many side by side make an import of 4,000 schools short enough for one request of a browser.
    private const int MostTransactions = 8;

    private const char Separator = ' ';

    // Of the first list, made by hand, the row keys are bare numbers.
    private const string FirstList = "";
    private const string ListPrefix = "import-";
    private const char ListEnd = '~';

    public static string NewListId(DateTimeOffset now) => ListPrefix + Ulid.NewUlid(now);

    public static string Key(string listId, SchoolNumber number) => Prefix(listId) + number;

    /// <summary>Finds the rows of a list. Of the first list it finds those of others too, which <see cref="IsOf"/> tells apart.</summary>
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

    /// <summary>Writes rows in transactions side by side. If one fails, the rows of others remain.</summary>
    public static Task WriteAsync(TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        rows.Chunk(GroupSize), SideBySide.AtMost(MostTransactions, cancellationToken),
        async (group, token) => await table.SubmitTransactionAsync(
            group.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), token));

    /// <summary>Removes rows, whether they are still there or not.</summary>
    public static Task RemoveAsync(TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        rows.Chunk(GroupSize), SideBySide.AtMost(MostTransactions, cancellationToken), async (group, token) => await RemoveAsync(table, group, token));

    private static async Task RemoveAsync(TableClient table, TableEntity[] group, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                group.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
        }
        catch (RequestFailedException exception) when (SchoolListConflict.Is(exception))
        {
            // Some are gone: somebody else removed them, or this did, and the answer was lost.
            foreach (TableEntity row in group)
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    /// <summary>The contract in a row of a list; null when the row can't be read.</summary>
    public static SchoolContract? TryRead(string listId, TableEntity row) =>
        StoredRow.TryRead(row, _ => Read(listId, row), out SchoolContract? contract) ? contract : null;

    /// <summary>The number in the key of a row of a list; null when there is none in it.</summary>
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
