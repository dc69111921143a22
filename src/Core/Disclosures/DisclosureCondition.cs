using System.Text.Json.Serialization;
using LeerId.Text;

namespace LeerId.Disclosures;

/// <summary>What must be so before uuids go to another provider (protocol, article 4). On the wire in the form <c>purpose-missing</c>.</summary>
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

    /// <summary>The receiving provider's protocol is of a day to come.</summary>
    ReceiverProtocolInFuture,

    /// <summary>There is no purpose.</summary>
    PurposeMissing,

    /// <summary>It is not said why the purpose is compatible.</summary>
    CompatibilityMissing,

    /// <summary>The school board has no name, or its request no reference or no date.</summary>
    SchoolBoardRequestMissing,

    /// <summary>The school board's request is of a day to come.</summary>
    SchoolBoardRequestInFuture,

    /// <summary>There are no schools.</summary>
    SchoolsMissing,

    /// <summary>There are too many schools for one disclosure.</summary>
    TooManySchools,

    /// <summary>A school's number is not six digits.</summary>
    SchoolNumberInvalid,

    /// <summary>A school has no contract that is in force.</summary>
    SchoolWithoutContract,

    /// <summary>A school's board is another one, or not known.</summary>
    SchoolNotOfBoard,

    /// <summary>A text is too long.</summary>
    TextTooLong,

    /// <summary>The provider's own agreement with DOV is over.</summary>
    AgreementEnded,

    /// <summary>The notice has not been delivered to DOV.</summary>
    DovNotNotified,

    /// <summary>The notice was delivered to DOV too short a time ago.</summary>
    WaitingPeriodRunning,

    /// <summary>No pupil of these schools is known.</summary>
    NoPupils,

    /// <summary>Another call is releasing it.</summary>
    ReleaseUnderWay,

    /// <summary>It was released before.</summary>
    AlreadyReleased,

    /// <summary>It is withdrawn.</summary>
    Withdrawn,

    /// <summary>A withdrawal does not say why.</summary>
    ReasonMissing,
}

/// <summary>A condition that is not met.</summary>
/// <param name="Condition">Which.</param>
public sealed record UnmetCondition(DisclosureCondition Condition)
{
    /// <summary>The part of the request that it is about, such as <c>receiver.protocolDate</c>; null when it is about no single one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>The number of the school that it is about; null when it is about no single one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? School { get; init; }

    /// <summary>The moment, UTC, from which it is met if nothing else changes; null when no time brings that.</summary>
    [JsonConverter(typeof(UtcMoment))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; init; }
}

internal sealed class KebabCase() : JsonStringEnumConverter<DisclosureCondition>(System.Text.Json.JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
