namespace LeerId.Notices;

/// <summary>What can be wrong with a pupil's data at a sign-in (protocol, article 7).</summary>
public enum QualityFault
{
    /// <summary>The claim is absent or empty.</summary>
    Missing,
    /// <summary>The claim has another form than the protocol says.</summary>
    Malformed,
    /// <summary>The history holds the current account.</summary>
    HoldsCurrentAccount,
    /// <summary>The claim is outside the protocol (article 3).</summary>
    Superfluous,
}

/// <summary>Something wrong with a pupil's data: which data and what, never a value.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Data">The protocol's name of the data; empty for superfluous ones.</param>
public readonly record struct QualityFinding(QualityFault Fault, string Data)
{
    private const int DaysInWeek = 7;

    /// <summary>The kind of finding as part of a notice's number, such as <c>voornaam-ontbreekt</c>.</summary>
    public string Code => Fault switch
    {
        QualityFault.Missing => $"{Slug(Data)}-ontbreekt",
        QualityFault.Malformed => $"{Slug(Data)}-misvormd",
        QualityFault.HoldsCurrentAccount => "historiek-bevat-huidige-account",
        _ => "overbodige-gegevens",
    };

    /// <summary>What is wrong, in Dutch.</summary>
    public string Problem => Fault switch
    {
        QualityFault.Missing => $"{Data} ontbreekt bij een aanmelding.",
        QualityFault.Malformed => $"{Data} heeft bij een aanmelding niet de vorm die het moet hebben.",
        QualityFault.HoldsCurrentAccount => $"{Data} bevat bij een aanmelding ook de huidige Account_uuid.",
        _ => "Bij een aanmelding komen gegevens mee die het protocol niet noemt. Ze zijn niet bewaard.",
    };

    /// <summary>
    /// The last day of the period that one count covers: the day itself, and for superfluous data the Sunday of its week. ACM decides which claims
    /// come, so that those that come for one pupil come for every pupil on every day.
    /// </summary>
    /// <param name="day">The day of the finding, Brussels calendar.</param>
    public DateOnly PeriodEnd(DateOnly day) => IsWeekly ? day.AddDays((DaysInWeek - (int)day.DayOfWeek) % DaysInWeek) : day;

    /// <summary>Whether the findings of a week, and not those of a day, have one summary.</summary>
    public bool IsWeekly => Fault == QualityFault.Superfluous;

    private static string Slug(string data) => data.Replace('_', '-').ToLowerInvariant();
}
