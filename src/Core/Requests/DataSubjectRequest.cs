namespace LeerId.Requests;

/// <summary>
/// A request of a data subject as the register has it (GDPR, articles 12 to 22). A class, not a record, so that it never prints itself: it names the
/// requester. The same for its parts.
/// </summary>
public sealed class DataSubjectRequest
{
    /// <summary>Its number, a ULID.</summary>
    public required string Number { get; init; }

    /// <summary>What is asked for.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>The day of receipt, Brussels calendar: the month runs from it.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The requester.</summary>
    public required Requester Requester { get; init; }

    /// <summary>How the requester's identity was checked.</summary>
    public required IdentityEvidence Identity { get; init; }

    /// <summary>What the requester wrote, in the words of the member of staff; null when nothing is noted.</summary>
    public string? Description { get; init; }

    /// <summary>The extension; null when there is none.</summary>
    public RequestExtension? Extension { get; init; }

    /// <summary>The decision; null before it.</summary>
    public RequestDecision? Decision { get; init; }

    /// <summary>The answer; null before it. It closes the request.</summary>
    public RequestAnswer? Answer { get; init; }

    /// <summary>Each step with who took it and when, oldest first; a decision that was replaced is there twice.</summary>
    public required IReadOnlyList<RequestStep> Steps { get; init; }

    /// <summary>Counted from 1; each change adds 1.</summary>
    public required int Version { get; init; }

    /// <summary>The last day, Brussels calendar, on which the answer is in time.</summary>
    public DateOnly DueOn => Extension is null ? RequestTerm.DueOn(ReceivedOn) : RequestTerm.ExtendedDueOn(ReceivedOn);

    /// <summary>Which attempt stored the last change.</summary>
    internal string Attempt { get; init; } = "";

    /// <summary>The HMAC of the body that created it; null when it was created without an idempotency key.</summary>
    internal string? RequestHash { get; init; }

    internal Azure.ETag ETag { get; init; }
}

/// <summary>What a data subject asks for.</summary>
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

    /// <summary>Where the answer goes: an address, a mail address or a telephone number; null only in a body that leaves it out.</summary>
    public string? Contact { get; init; }
}

/// <summary>How the requester's identity was checked (GDPR, article 12(6)). There is no place for a copy of a document.</summary>
public sealed class IdentityEvidence
{
    /// <summary>How; null only in a body that leaves it out.</summary>
    public IdentityCheck? Check { get; init; }

    /// <summary>What there is to say about it; null for nothing.</summary>
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

    /// <summary>The person signed in with the account that the request is about.</summary>
    Account,

    /// <summary>A parent or guardian, whose authority the school confirmed.</summary>
    Representative,

    /// <summary>In another way, which the note says.</summary>
    Other,
}

/// <summary>The extension by two months (GDPR, article 12(3)).</summary>
public sealed class RequestExtension
{
    /// <summary>Why: the complexity or the number of the requests. The requester is told.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What was decided.</summary>
public sealed class RequestDecision
{
    /// <summary>The decision.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>The decisions there are.</summary>
public enum DecisionOutcome
{
    /// <summary>Granted.</summary>
    Granted,

    /// <summary>Granted in part.</summary>
    PartlyGranted,

    /// <summary>Refused; the requester is told why, and of the right to complain (GDPR, article 12(4)).</summary>
    Refused,
}

/// <summary>The answer to the requester.</summary>
public sealed class RequestAnswer
{
    /// <summary>When it was sent, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Its text, or where it is kept.</summary>
    public required string Text { get; init; }

    /// <summary>The proof of what was done: the compact JWS of an erasure, or the number of a notice or a restriction; null for none.</summary>
    public string? Proof { get; init; }

    /// <summary>When it was recorded, UTC: then the request was closed.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>One step.</summary>
/// <param name="Step">What was done.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">By whom: the object id of a member of staff.</param>
public sealed record RequestStep(RequestStepKind Step, DateTimeOffset At, string By);

/// <summary>The steps of a request, in their order.</summary>
public enum RequestStepKind
{
    /// <summary>It was registered.</summary>
    Registered,

    /// <summary>Its term was extended.</summary>
    Extended,

    /// <summary>It was decided on.</summary>
    Decided,

    /// <summary>It was answered, and thereby closed.</summary>
    Answered,
}
