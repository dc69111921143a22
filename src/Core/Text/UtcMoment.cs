using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeerId.Text;

/// <summary>
/// A moment in the JSON of staff: ISO 8601, written in UTC and read with its offset. A moment without an offset is refused, because its meaning would depend
/// on the time zone of the machine.
/// </summary>
internal sealed class UtcMoment : JsonConverter<DateTimeOffset>
{
    private const int OffsetLength = 6;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > OffsetLength } text && HasOffset(text)
        && reader.TryGetDateTimeOffset(out DateTimeOffset moment)
            ? moment.ToUniversalTime()
            : throw new JsonException("The text is not a moment with an offset.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    private static bool HasOffset(string text) => text.Contains('T') && (text[^1] == 'Z' || text[^OffsetLength] is '+' or '-');
}

/// <summary>A choice in the JSON of staff, such as <c>notRequired</c>.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
