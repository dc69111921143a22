using System.Globalization;

namespace LeerId.Settings;

/// <summary>A day in a setting.</summary>
internal static class SettingDay
{
    /// <summary>Reads a day in the form <c>yyyy-MM-dd</c>; null when the text has another form.</summary>
    public static DateOnly? Parse(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
