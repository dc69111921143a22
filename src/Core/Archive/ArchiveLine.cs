using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>
/// A row as one line of JSON: table, partition, row, the moment of its last change, and for each column, in ordinal order, its type and its value as text.
/// <c>omitted</c> contains the types of the columns that are not archived.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Changed">The moment of the row's last change according to storage, which identifies the newest version.</param>
/// <param name="Row">The row, with its original values and types.</param>
/// <param name="Omitted">The columns of the row that are not archived, with their types.</param>
internal sealed record ArchiveLine(TableName Table, DateTimeOffset Changed, TableEntity Row, IReadOnlyDictionary<string, string> Omitted)
{
    /// <summary>Returns the row to restore.</summary>
    public TableEntity ToRestore()
    {
        TableEntity row = new(Row);
        foreach (string column in Table == TableName.Requests ? Omitted.Where(each => each.Value == EdmValue.Text).Select(each => each.Key) : [])
            row[column] = ArchivedColumns.NotArchived;
        return row;
    }

    /// <summary>Writes the line of a row, without the line ending.</summary>
    /// <exception cref="InvalidDataException">Table Storage doesn't have the type of a value.</exception>
    public static void Write(Utf8JsonWriter json, TableName table, TableEntity row)
    {
        List<(string Column, string Type)> omitted = [];
        json.WriteStartObject();
        json.WriteString("table", table.ToString());
        json.WriteString("partition", row.PartitionKey);
        json.WriteString("row", row.RowKey);
        json.WriteString("changed", (row.Timestamp ?? default).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteStartObject("columns");
        foreach ((string column, object value) in row.Where(each => each.Value is not null && ArchivedColumns.IsOwn(each.Key))
            .OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            (string type, string text) = EdmValue.Describe(value);
            if (!ArchivedColumns.Includes(table, column, value))
            {
                omitted.Add((column, type));
                continue;
            }

            json.WriteStartArray(column);
            json.WriteStringValue(type);
            json.WriteStringValue(text);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        if (omitted.Count > 0)
        {
            json.WriteStartObject("omitted");
            foreach ((string column, string type) in omitted)
                json.WriteString(column, type);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="InvalidDataException">The line is not a line of an archive.</exception>
    public static ArchiveLine Read(ReadOnlySequence<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            TableEntity row = new(Text(root, "partition"), Text(root, "row"));
            foreach (JsonProperty column in root.GetProperty("columns").EnumerateObject())
                row[column.Name] = EdmValue.Parse(column.Value[0].GetString()!, column.Value[1].GetString()!);
            return new ArchiveLine(
                Enum.Parse<TableName>(Text(root, "table")),
                (DateTimeOffset)EdmValue.Parse("Edm.DateTime", Text(root, "changed")),
                row,
                root.TryGetProperty("omitted", out JsonElement omitted)
                    ? omitted.EnumerateObject().ToDictionary(column => column.Name, column => column.Value.GetString()!)
                    : new Dictionary<string, string>());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException
            or FormatException or OverflowException or ArgumentException)
        {
            // The inner exception is left out, because its message could quote the row.
            throw new InvalidDataException("A line is not an archived row.");
        }
    }

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new InvalidDataException($"A line has no {name}.");
}
