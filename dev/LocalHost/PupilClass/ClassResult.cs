namespace LeerId.LocalHost.PupilClass;

/// <summary>The results of the sign-ins of a class.</summary>
/// <param name="At">The moment at which the class began, in UTC.</param>
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
/// <param name="IsAdmitted">Whether the application let the pupil in.</param>
/// <param name="Page">The heading of the last page that the pupil saw; the cause if no page was loaded.</param>
/// <param name="Status">The HTTP status of that page; null if no page was loaded.</param>
/// <param name="After">The time from the start of the class to the end of this sign-in.</param>
internal sealed record PupilResult(string Id, bool IsAdmitted, string Page, int? Status, TimeSpan After);
