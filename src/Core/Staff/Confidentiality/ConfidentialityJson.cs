using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Text;

namespace LeerId.Staff.Confidentiality;

/// <summary>The JSON of requests and responses about confidentiality. Unknown and duplicate members are refused.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMoment)])]
[JsonSerializable(typeof(AcceptanceRequest))]
[JsonSerializable(typeof(ConfidentialityStatus))]
public sealed partial class ConfidentialityJson : JsonSerializerContext;
