using System.Text.Json.Serialization;
using LeerId.Text;

namespace LeerId.Disclosures;

/// <summary>
/// The conditions for a disclosure of uuids to another provider (protocol, article 4). Their JSON form is, for example, <c>purpose-missing</c>.
/// </summary>
[JsonConverter(typeof(KebabCase))]
public enum DisclosureCondition
{
    /// <summary>The receiving provider has no name.</summary>
    ReceiverMissing,

    /// <summary>The receiving provider's key is not 1 to 60 lower-case letters, digits and hyphens.</summary>
    ReceiverKeyInvalid,

    /// <summary>The receiving provider is not connected to LeerID.</summary>
    ReceiverNotConnected,

    /// <summary>The receiving provider's protocol with DOV has no reference or no date.</summary>
    ReceiverProtocolMissing,

    /// <summary>The date of the receiving provider's protocol is in the future.</summary>
    ReceiverProtocolInFuture,

    /// <summary>The purpose is missing.</summary>
    PurposeMissing,

    /// <summary>The reason why the purpose is compatible is missing.</summary>
    CompatibilityMissing,

    /// <summary>The school board has no name, or its request has no reference or no date.</summary>
    SchoolBoardRequestMissing,

    /// <summary>The date of the school board's request is in the future.</summary>
    SchoolBoardRequestInFuture,

    /// <summary>There are no schools.</summary>
    SchoolsMissing,

    /// <summary>There are too many schools for one disclosure.</summary>
    TooManySchools,

    /// <summary>A school's number doesn't have six digits.</summary>
    SchoolNumberInvalid,

    /// <summary>A school has no contract in force.</summary>
    SchoolWithoutContract,

    /// <summary>A school's board is another one, or isn't known.</summary>
    SchoolNotOfBoard,

    /// <summary>A text is too long.</summary>
    TextTooLong,

    /// <summary>The provider's own agreement with DOV has ended.</summary>
    AgreementEnded,

    /// <summary>The notice has not been delivered to DOV.</summary>
    DovNotNotified,

    /// <summary>Too few working days have passed since the notice was delivered to DOV.</summary>
    WaitingPeriodRunning,

    /// <summary>These schools have no known pupils.</summary>
    NoPupils,

    /// <summary>Another call is releasing the disclosure.</summary>
    ReleaseUnderWay,

    /// <summary>The disclosure was released before.</summary>
    AlreadyReleased,

    /// <summary>The disclosure is withdrawn.</summary>
    Withdrawn,

    /// <summary>A withdrawal has no reason.</summary>
    ReasonMissing,
}

/// <summary>A condition that is not met.</summary>
/// <param name="Condition">The condition.</param>
public sealed record UnmetCondition(DisclosureCondition Condition)
{
    /// <summary>The field of the request that it concerns, such as <c>receiver.protocolDate</c>; null if it concerns no single field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>The number of the school that it concerns; null if it concerns no single school.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? School { get; init; }

    /// <summary>The moment, UTC, from which it is met if nothing else changes; null if waiting doesn't help.</summary>
    [JsonConverter(typeof(UtcMoment))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; init; }
}

internal sealed class KebabCase() : JsonStringEnumConverter<DisclosureCondition>(System.Text.Json.JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
