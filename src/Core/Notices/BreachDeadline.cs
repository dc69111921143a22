using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>The 72 hours of a breach (GDPR, article 33(1)) as words, for a page without a script.</summary>
/// <param name="Words">The time left or past and the deadline, such as <c>Nog 41 uur en 20 minuten, tot 4 september 2026 om 08.30 uur.</c></param>
/// <param name="IsRunning">Whether a notification to the authority is still due, on time or not.</param>
/// <param name="IsOver">Whether the 72 hours have passed without a recorded notification.</param>
public sealed record BreachDeadline(string Words, bool IsRunning, bool IsOver)
{
    private const int MinutesPerHour = 60;

    /// <summary>The clock of a breach.</summary>
    /// <param name="breach">The breach; it has <see cref="BreachContent.KnownAt"/>.</param>
    /// <param name="isClosed">Whether the breach is closed: then nothing is due.</param>
    /// <param name="now">The moment, UTC.</param>
    public static BreachDeadline Of(BreachContent breach, bool isClosed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(breach);
        if (breach.KnownAt is not { } known)
            throw new ArgumentException("A breach has a moment at which it became known.", nameof(breach));
        DateTimeOffset deadline = known + BreachContent.Term;
        string until = DutchDate.Moment(deadline);
        if (breach.AuthorityNotifiedAt is { } notified)
        {
            return Stopped(notified > deadline
                ? $"De autoriteit kreeg de melding op {DutchDate.Moment(notified)}: na de termijn, die tot {until} liep."
                : $"De autoriteit kreeg de melding op {DutchDate.Moment(notified)}, binnen de termijn tot {until}.");
        }

        if (breach.AuthorityNotRequiredReason is not null)
            return Stopped($"Een melding aan de autoriteit hoeft niet. De termijn van 72 uur loopt tot {until}.");
        if (isClosed)
            return Stopped($"Het datalek is afgesloten zonder melding aan de autoriteit. De termijn van 72 uur liep tot {until}.");
        return now <= deadline
            ? new BreachDeadline($"Nog {Duration(deadline - now)}, tot {until}.", IsRunning: true, IsOver: false)
            : new BreachDeadline($"De termijn is {Duration(now - deadline)} geleden verstreken, op {until}.", IsRunning: true, IsOver: true);

        static BreachDeadline Stopped(string words) => new(words, IsRunning: false, IsOver: false);
    }

    // Whole minutes, rounded down: never more time than there is.
    private static string Duration(TimeSpan time)
    {
        long minutes = (long)time.TotalMinutes, hours = minutes / MinutesPerHour, rest = minutes % MinutesPerHour;
        string restText = rest == 1 ? "1 minuut" : $"{rest} minuten";
        return hours == 0 ? restText : rest == 0 ? $"{DutchDate.Count(hours)} uur" : $"{DutchDate.Count(hours)} uur en {restText}";
    }
}
