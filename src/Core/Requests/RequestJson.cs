using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Text;

namespace LeerId.Requests;

/// <summary>Reads and writes requests of data subjects as JSON. Unknown and duplicate members are refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    Converters =
    [
        typeof(UtcMoment), typeof(CamelCaseEnum<RequestKind>), typeof(CamelCaseEnum<IdentityCheck>), typeof(CamelCaseEnum<DecisionOutcome>),
        typeof(CamelCaseEnum<RequestStepKind>),
    ],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NewRequest))]
[JsonSerializable(typeof(NewExtension))]
[JsonSerializable(typeof(NewDecision))]
[JsonSerializable(typeof(NewAnswer))]
[JsonSerializable(typeof(RequestSummary))]
[JsonSerializable(typeof(IReadOnlyList<RequestSummary>))]
[JsonSerializable(typeof(RequestView))]
[JsonSerializable(typeof(IReadOnlyList<RequestStep>))]
public sealed partial class RequestJson : JsonSerializerContext;
