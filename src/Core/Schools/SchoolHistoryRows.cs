using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Schools;

/// <summary>
/// Entries of the history as rows. In the table of schools an entry is staged, in the transaction that makes the change or before it. In the table of the
/// history it is there for good.
/// </summary>
internal static class SchoolHistoryRows
{
    /// <summary>The only partition of the table of the history, so that an import writes 100 entries per transaction.</summary>
    public const string Partition = "change";

    private const string StagedPrefix = "history-";
    private const char Separator = '~';
    private const char AfterSeparator = (char)(Separator + 1);

    /// <summary>Whether a row of the table of schools is a staged entry.</summary>
    public static bool IsStaged(string rowKey) => rowKey.StartsWith(StagedPrefix, StringComparison.Ordinal);

    /// <summary>Finds the staged entries of a change.</summary>
    public static string StagedFilter(string change) =>
        Between(SchoolRows.Partition, $"{StagedPrefix}{change}{Separator}", $"{StagedPrefix}{change}{AfterSeparator}");

    /// <summary>Finds the entries of a school, newest first.</summary>
    public static string FilterOf(SchoolNumber number) => Between(Partition, $"{number}{Separator}", $"{number}{AfterSeparator}");

    public static TableEntity Stage(string change, SchoolHistoryEntry entry) =>
        ToEntity(SchoolRows.Partition, $"{StagedPrefix}{change}{Separator}{entry.Number}", entry);

    /// <summary>
    /// The row in the history of a staged row, with the same columns. Its key is made of the entry alone, so that an entry that is moved twice is there once.
    /// </summary>
    public static TableEntity Deliver(TableEntity staged)
    {
        SchoolHistoryEntry entry = Read(staged);
        string key = string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Number}{Separator}{long.MaxValue - entry.At.UtcTicks:D19}{Separator}{long.MaxValue - entry.Revision:D19}");
        return ToEntity(Partition, key, entry);
    }

    /// <summary>The entry in a row of either table.</summary>
    /// <exception cref="InvalidDataException">A column is missing.</exception>
    /// <exception cref="InvalidOperationException">A column is of another type.</exception>
    /// <exception cref="JsonException">A contract can't be read.</exception>
    public static SchoolHistoryEntry Read(TableEntity row) => new(
        row.Moment(nameof(SchoolHistoryEntry.At)),
        row.Text(nameof(SchoolHistoryEntry.By)),
        Enum.Parse<SchoolChangeWay>(row.Text(nameof(SchoolHistoryEntry.Way))),
        SchoolNumber.Parse(row.Text(nameof(SchoolHistoryEntry.Number))),
        Contract(row.GetString(nameof(SchoolHistoryEntry.Before))),
        Contract(row.GetString(nameof(SchoolHistoryEntry.After))),
        row.GetInt64(nameof(SchoolHistoryEntry.Revision)) ?? throw new InvalidDataException("The row has no revision."));

    private static TableEntity ToEntity(string partition, string rowKey, SchoolHistoryEntry entry) => new(partition, rowKey)
    {
        [nameof(SchoolHistoryEntry.At)] = entry.At,
        [nameof(SchoolHistoryEntry.By)] = entry.By,
        [nameof(SchoolHistoryEntry.Way)] = entry.Way.ToString(),
        [nameof(SchoolHistoryEntry.Number)] = entry.Number.ToString(),
        [nameof(SchoolHistoryEntry.Before)] = Text(entry.Before),
        [nameof(SchoolHistoryEntry.After)] = Text(entry.After),
        [nameof(SchoolHistoryEntry.Revision)] = entry.Revision,
    };

    private static string Between(string partition, string from, string until) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {until}");

    private static string? Text(SchoolContract? contract) =>
        contract is null ? null : JsonSerializer.Serialize(contract, SchoolJson.Default.SchoolContract);

    private static SchoolContract? Contract(string? text) => text is null ? null : JsonSerializer.Deserialize(text, SchoolJson.Default.SchoolContract);
}
