using Azure;
using LeerId.Students;

namespace LeerId.Restrictions;

/// <summary>
/// A restriction of the use of a pupil's data, or an objection of the pupil (GDPR, articles 18 and 21). It has pseudonyms, and nothing else about the pupil.
/// A class, not a record, so that it never prints itself.
/// </summary>
public sealed class Restriction
{
    /// <summary>The number of the restriction, a ULID.</summary>
    public required string Id { get; init; }

    /// <summary>The pseudonyms under which data of the pupil can be stored. The first is the one in the privacy log.</summary>
    public required IReadOnlyList<StudentKey> Students { get; init; }

    /// <summary>The ground for the restriction.</summary>
    public required RestrictionGround Ground { get; init; }

    /// <summary>The number of the data subject's request in the register of requests; null when there is none.</summary>
    public string? Request { get; init; }

    /// <summary>When the restriction was placed, UTC.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The object id of the member of staff who placed it.</summary>
    public required string PlacedBy { get; init; }

    /// <summary>The day (Brussels) by which somebody must review whether the restriction is still needed.</summary>
    public required DateOnly ReviewOn { get; init; }

    /// <summary>The id of the version of <c>student-key</c> that the pseudonyms were made with. The id reveals nothing about the key.</summary>
    public required string KeyVersion { get; init; }

    /// <summary>The decision to uphold the objection; null when it was not upheld, or when the restriction is not an objection.</summary>
    public RestrictionStep? Upheld { get; init; }

    /// <summary>The decision to lift the restriction; null while it is in force.</summary>
    public RestrictionLift? Lifted { get; init; }

    /// <summary>Whether the restriction is in force.</summary>
    public bool IsOpen => Lifted is null;

    /// <summary>Whether the data must be kept. When an objection is upheld, they are erased instead, and sign-ins are refused.</summary>
    public bool KeepsData => IsOpen && Ground != RestrictionGround.ObjectionUpheld;

    /// <summary>The HMAC of the request's body; null when it was made without an idempotency key.</summary>
    internal string? RequestHash { get; init; }

    internal ETag ETag { get; init; }
}

/// <summary>The grounds for a restriction.</summary>
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
/// <param name="By">The object id of the member of staff who decided.</param>
public sealed record RestrictionStep(DateTimeOffset At, string By);

/// <summary>The decision to lift a restriction, or the withdrawal of an upheld objection.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">The object id of the member of staff who decided.</param>
/// <param name="ToldAt">When the data subject was told that it would be lifted, UTC (GDPR, article 18(3)).</param>
/// <param name="Reason">The reason.</param>
public sealed record RestrictionLift(DateTimeOffset At, string By, DateTimeOffset ToldAt, string Reason);
