using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Text;

namespace LeerId.Schools;

/// <summary>The JSON of schools in requests and responses.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    Converters = [typeof(SchoolNumberConverter), typeof(UtcMoment)])]
[JsonSerializable(typeof(SchoolContract))]
[JsonSerializable(typeof(SchoolListAnswer))]
[JsonSerializable(typeof(SchoolTerms))]
[JsonSerializable(typeof(SchoolHistoryAnswer))]
public sealed partial class SchoolJson : JsonSerializerContext;

/// <summary>The list as staff see it.</summary>
/// <param name="Revision">The revision of the list, which increases by one with each change.</param>
/// <param name="Schools">All contracts, by number.</param>
public sealed record SchoolListAnswer(long Revision, IReadOnlyList<SchoolContract> Schools);

/// <summary>Writes a school number as its six digits.</summary>
internal sealed class SchoolNumberConverter : JsonConverter<SchoolNumber>
{
    public override SchoolNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && SchoolNumber.TryParse(reader.GetString(), out SchoolNumber number)
            ? number
            : throw new JsonException("A school number must have six digits.");

    public override void Write(Utf8JsonWriter writer, SchoolNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
