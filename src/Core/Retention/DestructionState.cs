using Azure;
using LeerId.Staff;

namespace LeerId.Retention;

/// <summary>The record of the destruction of all pupils' data for one end date of the agreement (protocol, article 11). It has no data of pupils.</summary>
public sealed record DestructionState
{
    /// <summary>The end date.</summary>
    public required DateOnly EndDate { get; init; }

    /// <summary>The decisions of persons, oldest first.</summary>
    public IReadOnlyList<DestructionDecision> Decisions { get; init; } = [];

    /// <summary>When the destruction started, UTC; null while it has not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The ground on which it started; null while it has not.</summary>
    public DestructionGround? Ground { get; init; }

    /// <summary>When a run found nothing left to destroy, UTC; null while none has.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The version of the row; null while there is none.</summary>
    internal ETag? ETag { get; init; }

    /// <summary>Whether it is cancelled and the confirmations since then are not complete.</summary>
    public bool IsCancelled => !IsConfirmed && Decisions.Any(decision => decision.Kind == DecisionKind.Cancelled);

    /// <summary>Whether an officer and an operator, two different persons, confirmed it after the last cancellation.</summary>
    public bool IsConfirmed => InForce.Any(officer => officer.Role == StaffRole.Dpo.ToText()
        && InForce.Any(other => other.Role == StaffRole.Operator.ToText() && other.By != officer.By));

    /// <summary>Whether somebody confirmed it in a role after the last cancellation.</summary>
    public bool IsConfirmedBy(string person, StaffRole role) => InForce.Any(decision => decision.By == person && decision.Role == role.ToText());

    /// <summary>Whether the last decision is a cancellation.</summary>
    public bool EndsInCancellation => Decisions is [.., { Kind: DecisionKind.Cancelled }];

    private IEnumerable<DestructionDecision> InForce => Decisions.Reverse().TakeWhile(decision => decision.Kind == DecisionKind.Confirmed);
}

/// <summary>The decision of one person about the destruction.</summary>
/// <param name="Kind">The kind of decision.</param>
/// <param name="At">The moment of the decision, UTC.</param>
/// <param name="By">The object id of the member of staff.</param>
/// <param name="Role">The role of that person, such as <c>operator</c>.</param>
public sealed record DestructionDecision(DecisionKind Kind, DateTimeOffset At, string By, string Role)
{
    /// <summary>The reason; null for a confirmation.</summary>
    public string? Reason { get; init; }
}

/// <summary>The kinds of decisions about the destruction.</summary>
public enum DecisionKind
{
    /// <summary>The destruction may start before the grace period is over.</summary>
    Confirmed,

    /// <summary>The destruction doesn't start by itself any more.</summary>
    Cancelled,
}

/// <summary>The grounds on which a destruction can start.</summary>
public enum DestructionGround
{
    /// <summary>The grace period was over.</summary>
    GracePeriod,

    /// <summary>An officer and an operator confirmed it.</summary>
    Confirmation,
}
