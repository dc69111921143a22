using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Restrictions;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>A restriction as staff see it: without uuids and pseudonyms.</summary>
/// <param name="Id">Its number, a ULID.</param>
/// <param name="Ground">The reason why the data are restricted.</param>
/// <param name="Request">The number of the data subject's request; null if there is none.</param>
/// <param name="PlacedAt">The moment when it was placed, UTC.</param>
/// <param name="PlacedBy">The object id of the member of staff who placed it.</param>
/// <param name="ReviewOn">The day, Brussels calendar, on which staff must review whether it is still needed.</param>
/// <param name="DaysLeft">The number of days left until the review, negative if it is overdue; null if the restriction is lifted.</param>
/// <param name="Upheld">The decision to uphold the objection; null if it wasn't upheld.</param>
/// <param name="Lifted">The lifting; null while the restriction is in force.</param>
public sealed record RestrictionAnswer(
    string Id, RestrictionGround Ground, string? Request, DateTimeOffset PlacedAt, string PlacedBy, DateOnly ReviewOn, int? DaysLeft,
    RestrictionStep? Upheld, RestrictionLift? Lifted)
{
    internal static RestrictionAnswer Of(Restriction restriction, DateOnly today) => new(
        restriction.Id, restriction.Ground, restriction.Request, restriction.PlacedAt, restriction.PlacedBy, restriction.ReviewOn,
        restriction.IsOpen ? restriction.ReviewOn.DayNumber - today.DayNumber : null, restriction.Upheld, restriction.Lifted);
}

/// <summary>An upheld objection, with the proof that the data were erased.</summary>
/// <param name="Restriction">The current objection.</param>
/// <param name="Erasure">The proof.</param>
public sealed record UpheldObjection(RestrictionAnswer Restriction, ErasureProof Erasure);

/// <summary>The JSON of requests and responses about restrictions. Unknown and duplicate members are refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcMoment), typeof(CamelCaseEnum<RestrictionGround>)])]
[JsonSerializable(typeof(RestrictionRequest))]
[JsonSerializable(typeof(RestrictionLiftRequest))]
[JsonSerializable(typeof(RestrictionAnswer))]
[JsonSerializable(typeof(IReadOnlyList<RestrictionAnswer>))]
[JsonSerializable(typeof(UpheldObjection))]
public sealed partial class RestrictionJson : JsonSerializerContext;

/// <summary>The outcome of a call about a restriction.</summary>
public abstract record RestrictionOutcome
{
    private RestrictionOutcome()
    {
    }

    /// <summary>The restriction is placed or lifted.</summary>
    /// <param name="Restriction">The current restriction.</param>
    public sealed record Done(RestrictionAnswer Restriction) : RestrictionOutcome;

    /// <summary>The objection is upheld, and the data are erased.</summary>
    /// <param name="Objection">The current objection, with the proof.</param>
    public sealed record Upheld(UpheldObjection Objection) : RestrictionOutcome;

    /// <summary>The request has values that are not allowed. Nothing is done.</summary>
    /// <param name="Faults">All faults.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : RestrictionOutcome;

    /// <summary>The current state of the restriction does not allow the change. Nothing is done.</summary>
    /// <param name="Conflict">The reason.</param>
    public sealed record Refused(RestrictionConflict Conflict) : RestrictionOutcome;

    /// <summary>The idempotency key was used before for a different body. Nothing is done.</summary>
    public sealed record KeyReused : RestrictionOutcome;

    /// <summary>
    /// The search for the pupil ran out of time. Nothing is restricted; after an upheld objection, it is unknown whether everything is erased.
    /// </summary>
    public sealed record OutOfTime : RestrictionOutcome;

    /// <summary>No restriction has that number.</summary>
    public sealed record Unknown : RestrictionOutcome;
}

/// <summary>The reason why a restriction can't be changed as requested.</summary>
public enum RestrictionConflict
{
    /// <summary>The restriction was lifted before.</summary>
    AlreadyLifted,

    /// <summary>Only an objection can be upheld, and the restriction has another ground.</summary>
    NotAnObjection,

    /// <summary>Another restriction of the same pupil requires that the data are kept.</summary>
    OtherRestriction,
}
