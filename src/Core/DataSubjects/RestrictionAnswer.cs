using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Restrictions;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>A restriction as staff see it: without uuids and pseudonyms.</summary>
/// <param name="Id">Its number, a ULID.</param>
/// <param name="Ground">Why the data are restricted.</param>
/// <param name="Request">The number of the data subject's request; null when there is none.</param>
/// <param name="PlacedAt">When it was placed, UTC.</param>
/// <param name="PlacedBy">Who placed it: an object id.</param>
/// <param name="ReviewOn">The day, by the calendar of Brussels, on which somebody must see whether it is still needed.</param>
/// <param name="DaysLeft">How many days are left until then, negative when the review is overdue; null when it is lifted.</param>
/// <param name="Upheld">That the objection was upheld; null when it was not.</param>
/// <param name="Lifted">That it was lifted; null while it is in force.</param>
public sealed record RestrictionAnswer(
    string Id, RestrictionGround Ground, string? Request, DateTimeOffset PlacedAt, string PlacedBy, DateOnly ReviewOn, int? DaysLeft,
    RestrictionStep? Upheld, RestrictionLift? Lifted)
{
    internal static RestrictionAnswer Of(Restriction restriction, DateOnly today) => new(
        restriction.Id, restriction.Ground, restriction.Request, restriction.PlacedAt, restriction.PlacedBy, restriction.ReviewOn,
        restriction.IsOpen ? restriction.ReviewOn.DayNumber - today.DayNumber : null, restriction.Upheld, restriction.Lifted);
}

/// <summary>An objection that is upheld, with the proof that the data were erased.</summary>
/// <param name="Restriction">The objection as it is now.</param>
/// <param name="Erasure">The proof.</param>
public sealed record UpheldObjection(RestrictionAnswer Restriction, ErasureProof Erasure);

/// <summary>How requests and answers about restrictions are written. What the form doesn't know, or has twice, is refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcMoment), typeof(CamelCaseEnum<RestrictionGround>)])]
[JsonSerializable(typeof(RestrictionRequest))]
[JsonSerializable(typeof(RestrictionLiftRequest))]
[JsonSerializable(typeof(RestrictionAnswer))]
[JsonSerializable(typeof(IReadOnlyList<RestrictionAnswer>))]
[JsonSerializable(typeof(UpheldObjection))]
public sealed partial class RestrictionJson : JsonSerializerContext;

/// <summary>How a call about a restriction ended.</summary>
public abstract record RestrictionOutcome
{
    private RestrictionOutcome()
    {
    }

    /// <summary>The restriction is placed or lifted.</summary>
    /// <param name="Restriction">As it is now.</param>
    public sealed record Done(RestrictionAnswer Restriction) : RestrictionOutcome;

    /// <summary>The objection is upheld, and the data are erased.</summary>
    /// <param name="Objection">As it is now, with the proof.</param>
    public sealed record Upheld(UpheldObjection Objection) : RestrictionOutcome;

    /// <summary>The request has values that are not allowed. Nothing is done.</summary>
    /// <param name="Faults">Every fault.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : RestrictionOutcome;

    /// <summary>The present state of the restriction does not allow the change. Nothing is done.</summary>
    /// <param name="Conflict">Why.</param>
    public sealed record Refused(RestrictionConflict Conflict) : RestrictionOutcome;

    /// <summary>The key of the request was used for another body before. Nothing is done.</summary>
    public sealed record KeyReused : RestrictionOutcome;

    /// <summary>The search for the pupil ran out of time. Nothing is restricted; or, after an upholding, it can't be said whether all is erased.</summary>
    public sealed record OutOfTime : RestrictionOutcome;

    /// <summary>There is no restriction with that number.</summary>
    public sealed record Unknown : RestrictionOutcome;
}

/// <summary>Why a restriction can't be changed as asked.</summary>
public enum RestrictionConflict
{
    /// <summary>The restriction was lifted before.</summary>
    AlreadyLifted,

    /// <summary>Only an objection can be upheld, and the restriction has another ground.</summary>
    NotAnObjection,

    /// <summary>Another restriction of the same pupil requires that the data are kept.</summary>
    OtherRestriction,
}
