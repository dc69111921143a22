namespace LeerId.Hosting;

/// <summary>The state of a part that every sign-in needs, from best to worst.</summary>
public enum ReadinessState
{
    /// <summary>The part works.</summary>
    Ok,

    /// <summary>The part works, but in its present state no pupil can be admitted, such as with an empty list of schools.</summary>
    Degraded,

    /// <summary>The part does not answer or can't be used, so that nobody can sign in.</summary>
    Unavailable,
}

/// <summary>The result of one check. Details are only in the log, because anybody may ask for the report.</summary>
/// <param name="Name">The name of the checked part, one lowercase word.</param>
/// <param name="State">The state of that part.</param>
public sealed record ReadinessCheck(string Name, ReadinessState State);

/// <summary>The checks of everything that a sign-in needs.</summary>
/// <param name="Checks">The checks.</param>
public sealed record ReadinessReport(IReadOnlyList<ReadinessCheck> Checks)
{
    /// <summary>The worst state among the checks.</summary>
    public ReadinessState State => Checks.Max(check => check.State);
}
