using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Text;

namespace LeerId.Notices;

/// <summary>Reads and writes the stored JSON of a notice's content.</summary>
internal static class NoticeJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new CleanText() },
    };

    public static byte[] Write(NoticeContent content) => JsonSerializer.SerializeToUtf8Bytes(content, Options);

    public static NoticeContent Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<NoticeContent>(json, Options) ?? throw new JsonException("The content of a notice is null.");

    private sealed class CleanText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(PlainText.Clean(value));
    }
}
