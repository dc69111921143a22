using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Schools;
using LeerId.Text;

namespace LeerId.Support;

/// <summary>The JSON of requests and responses about support codes and contracts. Unknown and duplicate members are refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMoment), typeof(SchoolNumberConverter)])]
[JsonSerializable(typeof(SupportCodeRequest))]
[JsonSerializable(typeof(SupportCodeAnswer))]
[JsonSerializable(typeof(ContractToday))]
public sealed partial class SupportJson : JsonSerializerContext;
