using System.Globalization;
using LeerId.Calendar;
using NodaTime;
using NodaTime.Text;

namespace LeerId.Register;

/// <summary>Writes values of settings in Dutch.</summary>
internal static class DutchValue
{
    public static string YesNo(bool value) => value ? "ja" : "nee";

    /// <summary>Writes a time span, such as <c>10 minuten</c> or <c>72 uur</c>, in the largest unit without a fraction, up to hours.</summary>
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

    /// <summary>Writes a period, such as <c>3 jaar</c> or <c>1 jaar en 6 maanden</c>.</summary>
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

    /// <summary>Writes a schedule of the host (six-field NCrontab, UTC) in words if it is a daily or an hourly one; otherwise returns it unchanged.</summary>
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
