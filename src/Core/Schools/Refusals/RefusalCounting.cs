namespace LeerId.Schools.Refusals;

/// <summary>Whether refused sign-ins are counted per school, and who decided so.</summary>
/// <param name="IsOn">Whether they are counted.</param>
/// <param name="DecidedAt">When that was decided, UTC; null while nobody decided anything.</param>
/// <param name="DecidedBy">Who decided it: the object id of a member of staff; null while nobody decided anything.</param>
public sealed record RefusalCounting(bool IsOn, DateTimeOffset? DecidedAt, string? DecidedBy)
{
    /// <summary>Nobody decided anything, so nothing is counted.</summary>
    internal static RefusalCounting Undecided { get; } = new(IsOn: false, DecidedAt: null, DecidedBy: null);
}
