using NCrontab;

namespace LeerId.LocalHost.Engine;

/// <summary>An NCrontab expression of five fields, or of six with the seconds first. It is in UTC, as on Flex Consumption.</summary>
internal sealed class Schedule
{
    private readonly CrontabSchedule _crontab;
    private readonly string _expression;

    private Schedule(CrontabSchedule crontab, string expression)
    {
        _crontab = crontab;
        _expression = expression;
    }

    /// <summary>Whether the timer runs more often than once per minute. Azure doesn't monitor such a timer, and gives it no schedule status.</summary>
    public bool IsMoreThanOncePerMinute
    {
        get
        {
            DateTime start = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            return Fields(_crontab.ToString()).Skip(1).All(part => part == "*")
                && _crontab.GetNextOccurrences(start, start.AddMinutes(1)).Take(2).Count() == 2;
        }
    }

    public static Schedule? TryParse(string expression)
    {
        bool seconds = Fields(expression).Length != 5;
        CrontabSchedule? crontab = CrontabSchedule.TryParse(
            expression, new CrontabSchedule.ParseOptions { IncludingSeconds = seconds });
        return crontab is null ? null : new Schedule(crontab, expression);
    }

    public DateTimeOffset Next(DateTimeOffset after) => new(_crontab.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);

    public override string ToString() => _expression;

    private static string[] Fields(string expression) => expression.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
