namespace LeerId.Requests;

/// <summary>
/// The body of a call that registers a request. A class, not a record, so that it never prints itself; the same applies to the other bodies.
/// </summary>
public sealed class NewRequest
{
    /// <summary>The kind of request; required.</summary>
    public RequestKind? Kind { get; init; }

    /// <summary>The day of receipt, Brussels calendar; required, not in the future.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>The requester; required, with both members.</summary>
    public Requester? Requester { get; init; }

    /// <summary>The way in which the requester's identity was checked; required.</summary>
    public IdentityEvidence? Identity { get; init; }

    /// <summary>The requester's text; null if there is none.</summary>
    public string? Description { get; init; }
}

/// <summary>An extension to record.</summary>
public sealed class NewExtension
{
    /// <summary>The reason; required.</summary>
    public string? Reason { get; init; }
}

/// <summary>A decision to record.</summary>
public sealed class NewDecision
{
    /// <summary>The decision; required.</summary>
    public DecisionOutcome? Outcome { get; init; }

    /// <summary>The reason; required.</summary>
    public string? Reason { get; init; }

    /// <summary>The identity check that replaces the registered one; null keeps the registered one.</summary>
    public IdentityEvidence? Identity { get; init; }
}

/// <summary>An answer to record.</summary>
public sealed class NewAnswer
{
    /// <summary>The moment when it was sent, UTC; required, not in the future and not before the day of receipt.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Its text, or the place where it is kept; required.</summary>
    public string? Text { get; init; }

    /// <summary>The compact JWS of an erasure, or the number of a notice or a restriction; null if there is none.</summary>
    public string? Proof { get; init; }
}
