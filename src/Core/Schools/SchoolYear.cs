namespace LeerId.Schools;

/// <summary>School years, which end on 31 August.</summary>
public static class SchoolYear
{
    private const int LastMonth = 8;
    private const int LastDayOfMonth = 31;

    /// <summary>
    /// Returns the usual last day for the extension of a contract: the first 31 August after its current last day, and not before today. A contract that
    /// ends on 31 August gets another school year. A contract that ended long ago gets the current school year.
    /// </summary>
    /// <param name="until">The current last day of the contract.</param>
    /// <param name="today">Today, Brussels calendar.</param>
    public static DateOnly NextLastDay(DateOnly until, DateOnly today)
    {
        DateOnly end = new(until.Year, LastMonth, LastDayOfMonth);
        while (end <= until || end < today)
            end = end.AddYears(1);
        return end;
    }
}
