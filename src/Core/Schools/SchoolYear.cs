namespace LeerId.Schools;

/// <summary>School years, which end on 31 August.</summary>
public static class SchoolYear
{
    private const int LastMonth = 8;
    private const int LastDayOfMonth = 31;

    /// <summary>
    /// The natural last day when a contract is extended: the first 31 August after its present last day, and not before today. A contract that lasts until
    /// 31 August gets another school year. One that ended long ago gets the present one.
    /// </summary>
    /// <param name="until">The present last day of the contract.</param>
    /// <param name="today">Today, Brussels calendar.</param>
    public static DateOnly NextLastDay(DateOnly until, DateOnly today)
    {
        DateOnly end = new(until.Year, LastMonth, LastDayOfMonth);
        while (end <= until || end < today)
            end = end.AddYears(1);
        return end;
    }
}
