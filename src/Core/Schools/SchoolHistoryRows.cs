using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Schools;

/// <summary>
/// Converts entries of the history to and from rows. In the table of schools an entry is staged, in the transaction that makes the change or before it.
/// The table of the history stores it permanently.
/// </summary>
internal static class SchoolHistoryRows
{
    /// <summary>The only partition of the changes of schools. One partition lets an import write 100 entries per transaction.</summary>
    public const string Partition = "change";

    /// <summary>The partition with one row per import, newest first.</summary>
    public const string ImportPartition = "import";

    private const string StagedPrefix = "history-";
    private const char Separator = '~';
    private const char AfterSeparator = (char)(Separator + 1);

    /// <summary>Whether a row of the table of schools is a staged entry.</summary>
    public static bool IsStaged(string rowKey) => rowKey.StartsWith(StagedPrefix, StringComparison.Ordinal);

    /// <summary>The filter for the staged entries of a change.</summary>
    public static string StagedFilter(string change) =>
        Between(SchoolRows.Partition, $"{StagedPrefix}{change}{Separator}", $"{StagedPrefix}{change}{AfterSeparator}");

    /// <summary>The filter for the entries of a school, newest first.</summary>
    public static string FilterOf(SchoolNumber number) => Between(Partition, $"{number}{Separator}", $"{number}{AfterSeparator}");

    public static TableEntity Stage(string change, SchoolHistoryEntry entry) =>
        ToEntity(SchoolRows.Partition, $"{StagedPrefix}{change}{Separator}{entry.Number}", entry);

    /// <summary>
    /// Makes the row in the history of an entry, with the same columns as the staged one. Its key is derived from the entry, so that an entry that is
    /// moved twice is stored once.
    /// </summary>
    public static TableEntity Deliver(SchoolHistoryEntry entry) =>
        ToEntity(Partition, $"{entry.Number}{Separator}{Descending(entry.At.UtcTicks)}{Separator}{Descending(entry.Revision)}", entry);

    /// <summary>Reads the entry in a row of either table.</summary>
    /// <exception cref="InvalidDataException">A column is missing.</exception>
    /// <exception cref="InvalidOperationException">A column has another type.</exception>
    /// <exception cref="JsonException">A contract can't be read.</exception>
    public static SchoolHistoryEntry Read(TableEntity row) => new(
        row.Moment(nameof(SchoolHistoryEntry.At)),
        row.Text(nameof(SchoolHistoryEntry.By)),
        Enum.Parse<SchoolChangeWay>(row.Text(nameof(SchoolHistoryEntry.Way))),
        SchoolNumber.Parse(row.Text(nameof(SchoolHistoryEntry.Number))),
        Contract(row.GetString(nameof(SchoolHistoryEntry.Before))),
        Contract(row.GetString(nameof(SchoolHistoryEntry.After))),
        row.GetInt64(nameof(SchoolHistoryEntry.Revision)) ?? throw new InvalidDataException("The row has no revision."));

    /// <summary>The filter for the schools of one change. Storage scans every row, because no key begins with the revision.</summary>
    public static string FilterOf(long revision) => TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Revision eq {revision}");

    /// <summary>The filter for the imports since a moment, newest first.</summary>
    public static string ImportsSince(DateTimeOffset since)
    {
        string until = $"{Descending(since.UtcTicks)}{AfterSeparator}";
        return TableClient.CreateQueryFilter($"PartitionKey eq {ImportPartition} and RowKey lt {until}");
    }

    public static TableEntity ToEntity(SchoolImportRecord import) =>
        new(ImportPartition, $"{Descending(import.At.UtcTicks)}{Separator}{Descending(import.Revision)}")
        {
            [nameof(SchoolImportRecord.At)] = import.At,
            [nameof(SchoolImportRecord.By)] = import.By,
            [nameof(SchoolImportRecord.Way)] = import.Way.ToString(),
            [nameof(SchoolImportRecord.Revision)] = import.Revision,
            [nameof(SchoolImportRecord.Added)] = import.Added,
            [nameof(SchoolImportRecord.Changed)] = import.Changed,
            [nameof(SchoolImportRecord.Removed)] = import.Removed,
        };

    /// <summary>Reads the import in a row.</summary>
    /// <inheritdoc cref="Read" path="/exception" />
    public static SchoolImportRecord ReadImport(TableEntity row) => new(
        row.Moment(nameof(SchoolImportRecord.At)), row.Text(nameof(SchoolImportRecord.By)),
        Enum.Parse<SchoolChangeWay>(row.Text(nameof(SchoolImportRecord.Way))),
        row.GetInt64(nameof(SchoolImportRecord.Revision)) ?? throw new InvalidDataException("The row has no revision."),
        row.GetInt32(nameof(SchoolImportRecord.Added)) ?? 0, row.GetInt32(nameof(SchoolImportRecord.Changed)) ?? 0,
        row.GetInt32(nameof(SchoolImportRecord.Removed)) ?? 0);

    private static string Descending(long number) => (long.MaxValue - number).ToString("D19", CultureInfo.InvariantCulture);

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
