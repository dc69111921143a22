using System.Globalization;

namespace LeerId.Calendar;

/// <summary>Moments and days as a Dutch reader in Brussels has them, whatever cultures the machine knows.</summary>
public static class DutchDate
{
    private static readonly string[] Months =
    [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ];

    /// <summary>Such as <c>4 september 2026 om 08.30 uur</c>.</summary>
    public static string Moment(DateTimeOffset moment)
    {
        DateTimeOffset local = BrusselsTime.Local(moment);
        return string.Create(CultureInfo.InvariantCulture, $"{Day(DateOnly.FromDateTime(local.DateTime))} om {local:HH'.'mm} uur");
    }

    /// <summary>Such as <c>4 september 2026</c>.</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year}");

    /// <summary>Such as <c>september 2026</c>.</summary>
    public static string Month(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Months[day.Month - 1]} {day.Year}");

    /// <summary>Such as <c>10.000</c>.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.');
}
