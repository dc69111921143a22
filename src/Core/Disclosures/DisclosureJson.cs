using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Text;

namespace LeerId.Disclosures;

/// <summary>Reads and writes disclosures as JSON, in storage, requests and responses.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    Converters = [typeof(UtcMoment), typeof(CamelCaseEnum<DisclosureState>)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DisclosureRequest))]
[JsonSerializable(typeof(DisclosureTerms))]
[JsonSerializable(typeof(DisclosureRelease))]
[JsonSerializable(typeof(DisclosureWithdrawalRequest))]
[JsonSerializable(typeof(Disclosure))]
[JsonSerializable(typeof(IReadOnlyList<Disclosure>))]
[JsonSerializable(typeof(DisclosureStatus))]
[JsonSerializable(typeof(UnmetCondition))]
public sealed partial class DisclosureJson : JsonSerializerContext;

/// <summary>A request to withdraw a disclosure.</summary>
public sealed record DisclosureWithdrawalRequest
{
    /// <summary>The reason.</summary>
    public string? Reason { get; init; }
}
