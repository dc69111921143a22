using System.Globalization;

namespace LeerId.Calendar;

/// <summary>Writes moments, days and numbers in Dutch and in Brussels time, independent of the cultures on the machine.</summary>
public static class DutchDate
{
    private static readonly string[] Months =
    [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ];

    /// <summary>A moment, such as <c>4 september 2026 om 08.30 uur</c>.</summary>
    public static string Moment(DateTimeOffset moment)
    {
        DateTimeOffset local = BrusselsTime.Local(moment);
        return string.Create(CultureInfo.InvariantCulture, $"{Day(DateOnly.FromDateTime(local.DateTime))} om {local:HH'.'mm} uur");
    }

    /// <summary>A day, such as <c>4 september 2026</c>.</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year}");

    /// <summary>A month, such as <c>september 2026</c>.</summary>
    public static string Month(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Months[day.Month - 1]} {day.Year}");

    /// <summary>A number, such as <c>10.000</c>.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.');
}
