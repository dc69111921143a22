namespace LeerId.Hosting;

/// <summary>How one of the things that a sign-in needs was found, the better first.</summary>
public enum ReadinessState
{
    /// <summary>It answers.</summary>
    Ok,

    /// <summary>It answers, and no pupil can be admitted with it as it is.</summary>
    Degraded,

    /// <summary>It does not answer, or can't be used: nobody can sign in.</summary>
    Unavailable,
}

/// <summary>One check. What was found is in the log, because anybody may ask.</summary>
/// <param name="Name">What was checked: one lowercase word.</param>
/// <param name="State">How it was found.</param>
public sealed record ReadinessCheck(string Name, ReadinessState State);

/// <summary>The checks of everything that a sign-in needs.</summary>
/// <param name="Checks">Each check.</param>
public sealed record ReadinessReport(IReadOnlyList<ReadinessCheck> Checks)
{
    /// <summary>The worst state among the checks.</summary>
    public ReadinessState State => Checks.Max(check => check.State);
}
