namespace LeerId.Requests;

/// <summary>
/// A request of a data subject in the register (GDPR, articles 12 to 22). A class, not a record, so that it never prints itself: it contains the
/// requester's name. The same applies to its parts.
/// </summary>
public sealed class DataSubjectRequest
{
    /// <summary>Its number, a ULID.</summary>
    public required string Number { get; init; }

    /// <summary>The kind of request.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>The day of receipt, Brussels calendar. The month starts on that day.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The requester.</summary>
    public required Requester Requester { get; init; }

    /// <summary>The way in which the requester's identity was checked.</summary>
    public required IdentityEvidence Identity { get; init; }

    /// <summary>The requester's text, in the words of the member of staff; null if nothing is noted.</summary>
    public string? Description { get; init; }

    /// <summary>The extension; null if there is none.</summary>
    public RequestExtension? Extension { get; init; }

    /// <summary>The decision; null before it.</summary>
    public RequestDecision? Decision { get; init; }

    /// <summary>The answer, which closes the request; null before it.</summary>
    public RequestAnswer? Answer { get; init; }

    /// <summary>Each step with its author and moment, oldest first; a replaced decision occurs twice.</summary>
    public required IReadOnlyList<RequestStep> Steps { get; init; }

    /// <summary>The version, counted from 1; each change adds 1.</summary>
    public required int Version { get; init; }

    /// <summary>The last day, Brussels calendar, on which the answer is in time.</summary>
    public DateOnly DueOn => Extension is null ? RequestTerm.DueOn(ReceivedOn) : RequestTerm.ExtendedDueOn(ReceivedOn);

    /// <summary>The attempt that stored the last change.</summary>
    internal string Attempt { get; init; } = "";

    /// <summary>The HMAC of the body that created it; null if that request had no idempotency key.</summary>
    internal string? RequestHash { get; init; }

    internal Azure.ETag ETag { get; init; }
}

/// <summary>The kinds of request of a data subject.</summary>
public enum RequestKind
{
    /// <summary>Access (GDPR, article 15).</summary>
    Access,

    /// <summary>Rectification (article 16).</summary>
    Rectification,

    /// <summary>Erasure (article 17).</summary>
    Erasure,

    /// <summary>Restriction of processing (article 18).</summary>
    Restriction,

    /// <summary>Objection (article 21).</summary>
    Objection,
}

/// <summary>The requester: the data subject, or a parent.</summary>
public sealed class Requester
{
    /// <summary>The name, as the requester wrote it; null only in a body that leaves it out.</summary>
    public string? Name { get; init; }

    /// <summary>The destination of the answer: an address, a mail address or a telephone number; null only in a body that leaves it out.</summary>
    public string? Contact { get; init; }
}

/// <summary>The way in which the requester's identity was checked (GDPR, article 12(6)). It can't contain a copy of a document.</summary>
public sealed class IdentityEvidence
{
    /// <summary>The way; null only in a body that leaves it out.</summary>
    public IdentityCheck? Check { get; init; }

    /// <summary>A note about the check; null if there is none.</summary>
    public string? Note { get; init; }
}

/// <summary>The ways to check the requester's identity.</summary>
public enum IdentityCheck
{
    /// <summary>Not checked yet.</summary>
    NotYet,

    /// <summary>The school confirmed it.</summary>
    School,

    /// <summary>The person showed a document, of which nothing was copied.</summary>
    InPerson,

    /// <summary>The person signed in with the account that the request concerns.</summary>
    Account,

    /// <summary>A parent or guardian, whose authority the school confirmed.</summary>
    Representative,

    /// <summary>In another way, which the note describes.</summary>
    Other,
}

/// <summary>The extension by two months (GDPR, article 12(3)).</summary>
public sealed class RequestExtension
{
    /// <summary>The reason: the complexity or the number of the requests. The requester is informed of it.</summary>
    public required string Reason { get; init; }

    /// <summary>The moment when it was recorded, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>The decision on a request.</summary>
public sealed class RequestDecision
{
    /// <summary>The decision.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>The reason.</summary>
    public required string Reason { get; init; }

    /// <summary>The moment when it was recorded, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>The possible decisions.</summary>
public enum DecisionOutcome
{
    /// <summary>Granted.</summary>
    Granted,

    /// <summary>Granted in part.</summary>
    PartlyGranted,

    /// <summary>Refused; the requester is informed of the reason, and of the right to complain (GDPR, article 12(4)).</summary>
    Refused,
}

/// <summary>The answer to the requester.</summary>
public sealed class RequestAnswer
{
    /// <summary>The moment when it was sent, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Its text, or the place where it is kept.</summary>
    public required string Text { get; init; }

    /// <summary>The proof of the action: the compact JWS of an erasure, or the number of a notice or a restriction; null if there is none.</summary>
    public string? Proof { get; init; }

    /// <summary>The moment when it was recorded, UTC, which closed the request.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>One step.</summary>
/// <param name="Step">The kind of step.</param>
/// <param name="At">The moment, UTC.</param>
/// <param name="By">The object id of the member of staff.</param>
public sealed record RequestStep(RequestStepKind Step, DateTimeOffset At, string By);

/// <summary>The steps of a request, in order.</summary>
public enum RequestStepKind
{
    /// <summary>The request was registered.</summary>
    Registered,

    /// <summary>Its term was extended.</summary>
    Extended,

    /// <summary>A decision was recorded.</summary>
    Decided,

    /// <summary>The answer was recorded, which closed the request.</summary>
    Answered,
}
