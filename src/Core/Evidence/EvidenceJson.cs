using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeerId.Evidence;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EvidenceReport))]
internal sealed partial class EvidenceJson : JsonSerializerContext;

/// <summary>The report as JSON: what is signed, to the byte.</summary>
internal static class EvidenceWriter
{
    // Accents stay letters, so that people can read it.
    private static readonly EvidenceJson Readable = new(new JsonSerializerOptions(EvidenceJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(EvidenceReport report) => JsonSerializer.Serialize(report, Readable.EvidenceReport);
}
