using System.Globalization;
using LeerId.Calendar;
using NodaTime;
using NodaTime.Text;

namespace LeerId.Register;

/// <summary>Values of settings as a Dutch reader has them.</summary>
internal static class DutchValue
{
    public static string YesNo(bool value) => value ? "ja" : "nee";

    /// <summary>Such as <c>10 minuten</c> or <c>72 uur</c>: hours at most, in the largest unit that leaves no fraction.</summary>
    public static string Of(TimeSpan span)
    {
        (long count, string one, string several) = span switch
        {
            { Ticks: > 0 } when span.Ticks % TimeSpan.TicksPerHour == 0 => (span.Ticks / TimeSpan.TicksPerHour, "uur", "uur"),
            { Ticks: > 0 } when span.Ticks % TimeSpan.TicksPerMinute == 0 => (span.Ticks / TimeSpan.TicksPerMinute, "minuut", "minuten"),
            _ => ((long)span.TotalSeconds, "seconde", "seconden"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");
    }

    /// <summary>Such as <c>3 jaar</c> or <c>1 jaar en 6 maanden</c>.</summary>
    public static string Of(CalendarPeriod period)
    {
        Period parts = PeriodPattern.Roundtrip.Parse(period.ToString()).Value;
        string[] words =
        [
            .. Words(parts.Years, "jaar", "jaar"), .. Words(parts.Months, "maand", "maanden"),
            .. Words(parts.Weeks, "week", "weken"), .. Words(parts.Days, "dag", "dagen"),
        ];
        return string.Join(" en ", words);
    }

    /// <summary>A schedule of the host (six-field NCrontab, UTC) in words where it is one of each day or each hour, else as it is.</summary>
    public static string Schedule(string? expression) => (expression ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => "niet ingesteld",
        ["0", var minute, var hour, "*", "*", "*"] when IsNumber(minute) && IsNumber(hour) =>
            $"elke dag om {hour.PadLeft(2, '0')}.{minute.PadLeft(2, '0')} uur UTC ({expression})",
        ["0", var minute, "*", "*", "*", "*"] when IsNumber(minute) => $"elk uur, {minute} minuten na het hele uur ({expression})",
        _ => $"{expression} (NCrontab, UTC)",
    };

    private static bool IsNumber(string text) => text.All(char.IsAsciiDigit);

    private static IEnumerable<string> Words(int count, string one, string several) =>
        count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}")];
}
