namespace LeerId.Notices;

/// <summary>A fault that a sign-in can find in a pupil's data (protocol, article 7).</summary>
public enum QualityFault
{
    /// <summary>The claim is absent or empty.</summary>
    Missing,
    /// <summary>The claim doesn't have the format that the protocol prescribes.</summary>
    Malformed,
    /// <summary>The history contains the current account.</summary>
    HoldsCurrentAccount,
    /// <summary>The protocol doesn't mention the claim (article 3).</summary>
    Superfluous,
}

/// <summary>A fault in a pupil's data: the name of the data and the kind of fault, never a value.</summary>
/// <param name="Fault">The kind of fault.</param>
/// <param name="Data">The protocol's name of the data; empty for superfluous data.</param>
public readonly record struct QualityFinding(QualityFault Fault, string Data)
{
    private const int DaysInWeek = 7;

    /// <summary>The code of the finding, which is part of a notice's number, such as <c>voornaam-ontbreekt</c>.</summary>
    public string Code => Fault switch
    {
        QualityFault.Missing => $"{Slug(Data)}-ontbreekt",
        QualityFault.Malformed => $"{Slug(Data)}-misvormd",
        QualityFault.HoldsCurrentAccount => "historiek-bevat-huidige-account",
        _ => "overbodige-gegevens",
    };

    /// <summary>The description of the fault, in Dutch.</summary>
    public string Problem => Fault switch
    {
        QualityFault.Missing => $"{Data} ontbreekt bij een aanmelding.",
        QualityFault.Malformed => $"{Data} heeft bij een aanmelding niet de vorm die het moet hebben.",
        QualityFault.HoldsCurrentAccount => $"{Data} bevat bij een aanmelding ook de huidige Account_uuid.",
        _ => "Bij een aanmelding komen gegevens mee die het protocol niet noemt. Ze zijn niet bewaard.",
    };

    /// <summary>
    /// Returns the last day of the period that one count covers: the day itself, and for superfluous data the Sunday of its week. ACM decides which claims
    /// it sends, so superfluous claims occur for every pupil on every day.
    /// </summary>
    /// <param name="day">The day of the finding, Brussels calendar.</param>
    public DateOnly PeriodEnd(DateOnly day) => IsWeekly ? day.AddDays((DaysInWeek - (int)day.DayOfWeek) % DaysInWeek) : day;

    /// <summary>Whether one summary covers a week of findings instead of a day.</summary>
    public bool IsWeekly => Fault == QualityFault.Superfluous;

    private static string Slug(string data) => data.Replace('_', '-').ToLowerInvariant();
}
