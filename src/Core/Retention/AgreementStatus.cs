using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Text;

namespace LeerId.Retention;

/// <summary>The agreement with DOV and the destruction of all pupils' data after it, as staff see it (protocol, articles 8 and 11).</summary>
public sealed record AgreementStatus
{
    /// <summary>The phase.</summary>
    public required DestructionPhase Phase { get; init; }

    /// <summary>The first day, Brussels calendar, on which the agreement is over; null while it has no end.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Whether sign-ins are suspended by the setting <c>Agreement:Suspended</c>.</summary>
    public required bool SignInsSuspended { get; init; }

    /// <summary>The grace period: an ISO 8601 duration in calendar units.</summary>
    public required string GracePeriod { get; init; }

    /// <summary>
    /// The first day, Brussels calendar, on which the provider's officer had an announcement for this end date; null when none was delivered. After a
    /// day without an announcement, only later announcements count.
    /// </summary>
    public DateOnly? AnnouncedOn { get; init; }

    /// <summary>
    /// The day, Brussels calendar, on which the destruction starts by itself, or started. While no announcement was delivered, the earliest possible day.
    /// Null when it doesn't start by itself.
    /// </summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>The decisions of persons for this end date, oldest first.</summary>
    public IReadOnlyList<DestructionDecision> Decisions { get; init; } = [];

    /// <summary>When the destruction started, UTC; null while it has not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The ground on which it started; null while it has not.</summary>
    public DestructionGround? Ground { get; init; }

    /// <summary>When a run found nothing left to destroy, UTC; null while none has.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The day, Brussels calendar, of the first announcement for this end date, delivered or not; null when there is none.</summary>
    internal DateOnly? RegisteredOn { get; init; }

    /// <summary>The expected day on which the data of all pupils are destroyed; null while that is not planned.</summary>
    [JsonIgnore]
    public DateOnly? DestroyedOn => StartsOn;
}

/// <summary>The phases of the end of the agreement.</summary>
public enum DestructionPhase
{
    /// <summary>The agreement has no end date.</summary>
    NoEndDate,

    /// <summary>The end date is in the future.</summary>
    BeforeEnd,

    /// <summary>The agreement is over, but no announcement was delivered to the provider's officer yet. The grace period has not begun.</summary>
    NotAnnounced,

    /// <summary>The grace period has begun. When it is over, the next run starts the destruction.</summary>
    Announced,

    /// <summary>The destruction doesn't start by itself: an officer and an operator must confirm it.</summary>
    Cancelled,

    /// <summary>An officer and an operator confirmed it: the next run starts it.</summary>
    Confirmed,

    /// <summary>The destruction has started. Nobody can cancel it any more.</summary>
    UnderWay,

    /// <summary>A run found nothing left to destroy.</summary>
    Finished,
}

/// <summary>A request to confirm the destruction.</summary>
public sealed record DestructionConfirmation
{
    /// <summary>The end date that the person read, so that nobody confirms another one.</summary>
    public DateOnly? EndDate { get; init; }
}

/// <summary>A request to cancel the destruction.</summary>
public sealed record DestructionCancellation
{
    /// <summary>The reason.</summary>
    public string? Reason { get; init; }
}

/// <summary>The result of a confirmation or a cancellation.</summary>
public abstract record DestructionOutcome
{
    private DestructionOutcome()
    {
    }

    /// <summary>It is recorded.</summary>
    /// <param name="Status">The status after the decision.</param>
    public sealed record Recorded(AgreementStatus Status) : DestructionOutcome;

    /// <summary>Nothing is recorded.</summary>
    /// <param name="Faults">Every field that is wrong or missing.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : DestructionOutcome;

    /// <summary>Nothing is recorded: the agreement has no end date, or the end date is in the future.</summary>
    public sealed record NotEnded : DestructionOutcome;

    /// <summary>Nothing is recorded: the end date in the settings is another one.</summary>
    public sealed record OtherEndDate : DestructionOutcome;

    /// <summary>Nothing is recorded: the destruction has started.</summary>
    public sealed record Started : DestructionOutcome;
}

/// <summary>The end of the agreement as JSON on the wire.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    Converters =
    [
        typeof(UtcMoment), typeof(CamelCaseEnum<DestructionPhase>), typeof(CamelCaseEnum<DecisionKind>), typeof(CamelCaseEnum<DestructionGround>),
    ],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AgreementStatus))]
[JsonSerializable(typeof(DestructionConfirmation))]
[JsonSerializable(typeof(DestructionCancellation))]
public sealed partial class AgreementJson : JsonSerializerContext;

/// <summary>The state of the destruction as JSON in storage.</summary>
[JsonSourceGenerationOptions(
    Converters = [typeof(UtcMoment), typeof(CamelCaseEnum<DecisionKind>), typeof(CamelCaseEnum<DestructionGround>)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DestructionState))]
internal sealed partial class DestructionJson : JsonSerializerContext;
