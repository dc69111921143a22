using System.Globalization;

namespace LeerId.Text;

/// <summary>
/// A day in a log event, written as <c>yyyy-MM-dd</c>. A log event with a <see cref="DateOnly"/> would depend on the culture of the machine, because telemetry
/// ignores the format in the event's message.
/// </summary>
internal readonly record struct LoggedDay(DateOnly Day)
{
    public static implicit operator LoggedDay(DateOnly day) => new(day);

    public override string ToString() => Day.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>A moment in a log event, written in UTC and in whole seconds, such as <c>2026-09-01T06:30:00Z</c>. See <see cref="LoggedDay"/>.</summary>
internal readonly record struct LoggedMoment(DateTimeOffset Moment)
{
    public static implicit operator LoggedMoment(DateTimeOffset moment) => new(moment);

    public override string ToString() => Moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
