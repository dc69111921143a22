using LeerId.Calendar;

namespace LeerId.Notices;

/// <summary>Describes the 72 hours of a breach (GDPR, article 33(1)) in Dutch, for a page without a script.</summary>
public static class BreachDeadline
{
    private const int MinutesPerHour = 60;

    /// <summary>The time left or past and the deadline, such as <c>Nog 41 uur en 20 minuten, tot 4 september 2026 om 08.30 uur.</c></summary>
    /// <param name="breach">Whether the breach is closed, in which case nothing is due.</param>
    /// <param name="isClosed">Whether the breach is closed: then nothing is due.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <exception cref="ArgumentException"><see cref="BreachContent.KnownAt"/> is null.</exception>
    public static string Describe(BreachContent breach, bool isClosed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(breach);
        if (breach.KnownAt is not { } known)
            throw new ArgumentException("The breach has no KnownAt.", nameof(breach));
        DateTimeOffset deadline = known + BreachContent.Term;
        string until = DutchDate.Moment(deadline);
        if (breach.AuthorityNotifiedAt is { } notified)
        {
            return notified > deadline
                ? $"De autoriteit kreeg de melding op {DutchDate.Moment(notified)}: na de termijn, die tot {until} liep."
                : $"De autoriteit kreeg de melding op {DutchDate.Moment(notified)}, binnen de termijn tot {until}.";
        }

        if (breach.AuthorityNotRequiredReason is not null)
            return $"Een melding aan de autoriteit hoeft niet. De termijn van 72 uur loopt tot {until}.";
        if (isClosed)
            return $"Het datalek is afgesloten zonder melding aan de autoriteit. De termijn van 72 uur liep tot {until}.";
        return now <= deadline
            ? $"Nog {Duration(deadline - now)}, tot {until}."
            : $"De termijn is {Duration(now - deadline)} geleden verstreken, op {until}.";
    }

    // Whole minutes, rounded down, so that the text never promises more time than is left.
    private static string Duration(TimeSpan time)
    {
        long minutes = (long)time.TotalMinutes, hours = minutes / MinutesPerHour, rest = minutes % MinutesPerHour;
        string restText = rest == 1 ? "1 minuut" : $"{rest} minuten";
        return hours == 0 ? restText : rest == 0 ? $"{DutchDate.Count(hours)} uur" : $"{DutchDate.Count(hours)} uur en {restText}";
    }
}
