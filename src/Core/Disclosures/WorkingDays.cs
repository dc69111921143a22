using LeerId.Calendar;

namespace LeerId.Disclosures;

/// <summary>
/// Working days in Belgium: every day except Saturdays, Sundays and the ten public holidays (royal decree of 18 April 1974, article 1).
/// </summary>
internal static class WorkingDays
{
    /// <summary>Returns the moment, UTC, at which the given number of whole working days have passed after the day of a moment, Brussels calendar.</summary>
    public static DateTimeOffset PassedAfter(DateTimeOffset moment, int count)
    {
        DateOnly day = DateOnly.FromDateTime(BrusselsTime.Local(moment).DateTime);
        for (int passed = 0; passed < count;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
                passed++;
        }

        return BrusselsTime.StartOf(day.AddDays(1));
    }

    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsFixedHoliday(day) && !IsHolidayByEaster(day);

    /// <summary>Computes Easter Sunday with the anonymous Gregorian algorithm (J. Meeus, Astronomical Algorithms, 1991, chapter 8).</summary>
    public static DateOnly EasterSunday(int year)
    {
        int goldenNumber = year % 19;
        (int century, int yearOfCentury) = Math.DivRem(year, 100);
        (int d, int e) = Math.DivRem(century, 4);
        int f = (century + 8) / 25;
        int g = (century - f + 1) / 3;
        int epact = (19 * goldenNumber + century - d - g + 15) % 30;
        (int i, int k) = Math.DivRem(yearOfCentury, 4);
        int weekday = (32 + 2 * e + 2 * i - epact - k) % 7;
        int m = (goldenNumber + 11 * epact + 22 * weekday) / 451;
        (int month, int day) = Math.DivRem(epact + weekday - 7 * m + 114, 31);
        return new DateOnly(year, month, day + 1);
    }

    private static bool IsFixedHoliday(DateOnly day) => (day.Month, day.Day) is
        (1, 1) or (5, 1) or (7, 21) or (8, 15) or (11, 1) or (11, 11) or (12, 25);

    private static bool IsHolidayByEaster(DateOnly day)
    {
        const int EasterMonday = 1, Ascension = 39, WhitMonday = 50;
        return (day.DayNumber - EasterSunday(day.Year).DayNumber) is EasterMonday or Ascension or WhitMonday;
    }
}
