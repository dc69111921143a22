using Azure;
using LeerId.Students;

namespace LeerId.Restrictions;

/// <summary>
/// A pupil's data that may only be kept, or an objection of the pupil (GDPR, articles 18 and 21). It holds pseudonyms, and nothing else of the pupil. A
/// class, not a record, so that it never prints itself.
/// </summary>
public sealed class Restriction
{
    /// <summary>Its number, a ULID.</summary>
    public required string Id { get; init; }

    /// <summary>The pseudonyms under which anything of the pupil can be stored, the one that the privacy log has first.</summary>
    public required IReadOnlyList<StudentKey> Students { get; init; }

    /// <summary>Why the data are restricted.</summary>
    public required RestrictionGround Ground { get; init; }

    /// <summary>The number of the data subject's request in the register of requests; null when there is none.</summary>
    public string? Request { get; init; }

    /// <summary>When it was placed, UTC.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>Who placed it: the object id of a member of staff.</summary>
    public required string PlacedBy { get; init; }

    /// <summary>The day, by the calendar of Brussels, on which somebody must see whether it is still needed.</summary>
    public required DateOnly ReviewOn { get; init; }

    /// <summary>The id of the version of <c>student-key</c> that the pseudonyms were made with. It tells nothing of the key.</summary>
    public required string KeyVersion { get; init; }

    /// <summary>That the objection was upheld; null when it was not, or when it is no objection.</summary>
    public RestrictionStep? Upheld { get; init; }

    /// <summary>That it was lifted; null while it is in force.</summary>
    public RestrictionLift? Lifted { get; init; }

    /// <summary>Whether it is in force.</summary>
    public bool IsOpen => Lifted is null;

    /// <summary>Whether the data must be kept. They were erased when an objection was upheld, and only sign-ins are refused then.</summary>
    public bool KeepsData => IsOpen && Ground != RestrictionGround.ObjectionUpheld;

    /// <summary>The HMAC of the request's body; null when it was made without an idempotency key.</summary>
    internal string? RequestHash { get; init; }

    internal ETag ETag { get; init; }
}

/// <summary>Why a pupil's data are restricted.</summary>
public enum RestrictionGround
{
    /// <summary>The pupil contests that the data are accurate (GDPR, article 18(1)(a)).</summary>
    AccuracyContested,

    /// <summary>The processing is unlawful, and the pupil wants a restriction instead of an erasure (article 18(1)(b)).</summary>
    ErasureOpposed,

    /// <summary>The pupil needs the data for a legal claim, and the provider does not need them any more (article 18(1)(c)).</summary>
    LegalClaims,

    /// <summary>The pupil objected, and it is not yet verified whose grounds override (article 18(1)(d)).</summary>
    ObjectionPending,

    /// <summary>The pupil's objection is upheld (article 21(1)): the data are erased, and sign-ins are refused until it is withdrawn.</summary>
    ObjectionUpheld,
}

/// <summary>A decision about a restriction.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">By whom: the object id of a member of staff.</param>
public sealed record RestrictionStep(DateTimeOffset At, string By);

/// <summary>That a restriction was lifted, or an upheld objection withdrawn.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">By whom: the object id of a member of staff.</param>
/// <param name="ToldAt">When the data subject was told that it would be lifted, UTC (GDPR, article 18(3)).</param>
/// <param name="Reason">Why.</param>
public sealed record RestrictionLift(DateTimeOffset At, string By, DateTimeOffset ToldAt, string Reason);
