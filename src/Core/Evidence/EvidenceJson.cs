using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeerId.Evidence;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EvidenceReport))]
internal sealed partial class EvidenceJson : JsonSerializerContext;

/// <summary>Writes the report as JSON; the signature covers exactly these bytes.</summary>
internal static class EvidenceWriter
{
    // Accented letters are not escaped, so that people can read the JSON.
    private static readonly EvidenceJson Readable = new(new JsonSerializerOptions(EvidenceJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(EvidenceReport report) => JsonSerializer.Serialize(report, Readable.EvidenceReport);
}
