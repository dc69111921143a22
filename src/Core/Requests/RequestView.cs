namespace LeerId.Requests;

/// <summary>A request without its requester and its texts, for the list, the responses to steps, and reports.</summary>
public sealed record RequestSummary
{
    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>The kind of request.</summary>
    public required RequestKind Kind { get; init; }

    /// <summary>The day of receipt, Brussels calendar.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The last day, Brussels calendar, on which the answer is in time.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>The number of days left until that day: 0 on the day itself, negative after it; null if the request is closed.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>Whether the term was extended.</summary>
    public required bool IsExtended { get; init; }

    /// <summary>The way in which the requester's identity was checked.</summary>
    public required IdentityCheck IdentityCheck { get; init; }

    /// <summary>The decision; null before it.</summary>
    public DecisionOutcome? Decision { get; init; }

    /// <summary>The moment when the answer was sent, UTC; null before it.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The moment when the answer was recorded, UTC, which closed the request; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Each step with its author and moment, oldest first.</summary>
    public required IReadOnlyList<RequestStep> Steps { get; init; }

    /// <summary>Makes the summary of a request on a day.</summary>
    /// <param name="request">The request.</param>
    /// <param name="today">The day, Brussels calendar.</param>
    public static RequestSummary Of(DataSubjectRequest request, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new RequestSummary
        {
            Number = request.Number,
            Kind = request.Kind,
            ReceivedOn = request.ReceivedOn,
            DueOn = request.DueOn,
            DaysLeft = request.Answer is null ? request.DueOn.DayNumber - today.DayNumber : null,
            IsExtended = request.Extension is not null,
            IdentityCheck = request.Identity.Check!.Value,
            Decision = request.Decision?.Outcome,
            AnsweredAt = request.Answer?.SentAt,
            ClosedAt = request.Answer?.At,
            Steps = request.Steps,
        };
    }
}

/// <summary>A request in the register, for which no purpose is needed, with the version that a change must name.</summary>
/// <param name="Summary">The request.</param>
/// <param name="Version">Its version.</param>
public sealed record RegisteredRequest(RequestSummary Summary, int Version);

/// <summary>A request with its requester and its texts. A class, not a record, so that it never prints itself.</summary>
public sealed class RequestView
{
    /// <summary>The request as in the list.</summary>
    public required RequestSummary Summary { get; init; }

    /// <summary>The requester.</summary>
    public required Requester Requester { get; init; }

    /// <summary>The way in which the requester's identity was checked.</summary>
    public required IdentityEvidence Identity { get; init; }

    /// <summary>The requester's text; null if nothing is noted.</summary>
    public string? Description { get; init; }

    /// <summary>The extension; null if there is none.</summary>
    public RequestExtension? Extension { get; init; }

    /// <summary>The decision; null before it.</summary>
    public RequestDecision? Decision { get; init; }

    /// <summary>The answer; null before it.</summary>
    public RequestAnswer? Answer { get; init; }

    /// <summary>Makes the view of a request on a day.</summary>
    /// <param name="request">The request.</param>
    /// <param name="today">The day, Brussels calendar.</param>
    public static RequestView Of(DataSubjectRequest request, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new RequestView
        {
            Summary = RequestSummary.Of(request, today),
            Requester = request.Requester,
            Identity = request.Identity,
            Description = request.Description,
            Extension = request.Extension,
            Decision = request.Decision,
            Answer = request.Answer,
        };
    }
}
