namespace LeerId.Schools.Refusals;

/// <summary>Whether refused sign-ins are counted per school, and who decided it.</summary>
/// <param name="IsOn">Whether they are counted.</param>
/// <param name="DecidedAt">The moment of the decision, UTC; null while nobody has decided.</param>
/// <param name="DecidedBy">The object id of the member of staff who decided it; null while nobody has decided.</param>
public sealed record RefusalCounting(bool IsOn, DateTimeOffset? DecidedAt, string? DecidedBy)
{
    /// <summary>The state while nobody has decided, in which nothing is counted.</summary>
    internal static RefusalCounting Undecided { get; } = new(IsOn: false, DecidedAt: null, DecidedBy: null);
}
