using System.Buffers;
using System.Text.Json;
using Azure.Data.Tables;
using LeerId.Storage;

namespace LeerId.PrivacyLog.Seals;

/// <summary>
/// The canonical form of a row, which is hashed: a JSON array of the partition, the row, and for each property in ordinal order its name, type and value
/// as text. The form covers every column of the row, also columns that this software doesn't know, except storage's own timestamp.
/// </summary>
internal sealed class CanonicalRow : IDisposable
{
    private static readonly string[] NotCovered = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;

    public CanonicalRow() => _writer = new Utf8JsonWriter(_buffer);

    /// <summary>The canonical form of a row. The span is valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(TableEntity row)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        _writer.WriteStartArray();
        _writer.WriteStringValue(row.PartitionKey);
        _writer.WriteStringValue(row.RowKey);
        foreach ((string name, object value) in row.Where(property => property.Value is not null && !NotCovered.Contains(property.Key))
            .OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            (string type, string text) = EdmValue.Describe(value);
            _writer.WriteStartArray();
            _writer.WriteStringValue(name);
            _writer.WriteStringValue(type);
            _writer.WriteStringValue(text);
            _writer.WriteEndArray();
        }

        _writer.WriteEndArray();
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    public void Dispose() => _writer.Dispose();
}
