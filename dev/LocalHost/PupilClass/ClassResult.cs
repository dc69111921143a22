namespace LeerId.LocalHost.PupilClass;

/// <summary>The results of the sign-ins of a class.</summary>
/// <param name="At">When the class began, UTC.</param>
/// <param name="Pupils">One entry per pupil.</param>
internal sealed record ClassResult(DateTimeOffset At, IReadOnlyList<PupilResult> Pupils)
{
    public int Admitted => Pupils.Count(pupil => pupil.IsAdmitted);

    /// <summary>The time from the start to the end of the first sign-in.</summary>
    public TimeSpan First => Pupils.Min(pupil => pupil.After);

    /// <summary>The time from the start to the end of the last sign-in.</summary>
    public TimeSpan Last => Pupils.Max(pupil => pupil.After);
}

/// <summary>The result of the sign-in of one pupil.</summary>
/// <param name="Id">The id of the persona.</param>
/// <param name="IsAdmitted">Whether the pupil landed in the application.</param>
/// <param name="Page">The heading of the page that the pupil saw; if no page came, what went wrong.</param>
/// <param name="Status">The status of that page; null if no page came.</param>
/// <param name="After">How long after the start of the class the sign-in ended.</param>
internal sealed record PupilResult(string Id, bool IsAdmitted, string Page, int? Status, TimeSpan After);
