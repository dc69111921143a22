using LeerId.PrivacyLog.Seals;
using LeerId.SignIn;

namespace LeerId.Overview;

/// <summary>How the sign-ins of a day ended, as the seal of that day counted them.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Counts">The counts; null while the day has no seal, or when its seal has no counts.</param>
public sealed record SignInDay(DateOnly Day, SignInTotals? Counts);

/// <summary>How sign-ins ended.</summary>
/// <param name="Granted">How many pupils were let in.</param>
/// <param name="Refused">How many were refused, by the page that the pupil got.</param>
/// <param name="Other">How many were refused for a reason that is not counted by name, or that this version doesn't know.</param>
public sealed record SignInTotals(long Granted, IReadOnlyDictionary<RefusalKind, long> Refused, long Other)
{
    /// <summary>How many sign-ins were refused.</summary>
    public long AllRefused => Refused.Values.Sum() + Other;
}

/// <summary>Reads the counts of sign-ins from the seals. It never reads the log.</summary>
public sealed class SignInDays(SealStore seals, TimeProvider clock)
{
    /// <summary>How many days are shown, today included.</summary>
    public const int Days = 30;

    /// <summary>The last days, oldest first, from the first day with a seal on; only today when there is no seal.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<SignInDay>> ReadAsync(CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        Dictionary<DateOnly, SealedDay> sealedDays = await seals.ListAsync(today.AddDays(1 - Days), cancellationToken)
            .ToDictionaryAsync(day => day.Day, cancellationToken: cancellationToken);
        DateOnly first = sealedDays.Count == 0 ? today : sealedDays.Keys.Min();
        return
        [
            .. from number in Enumerable.Range(first.DayNumber, today.DayNumber - first.DayNumber + 1)
               let day = DateOnly.FromDayNumber(number)
               select new SignInDay(day, sealedDays.TryGetValue(day, out SealedDay? row) && row.Seal?.SignIns is { } counts ? Sum(counts) : null),
        ];
    }

    // The page says as much as staff need, and not that a pupil exercised a right.
    private static SignInTotals Sum(IReadOnlyList<SignInCount> counts)
    {
        long granted = 0, other = 0;
        SortedDictionary<RefusalKind, long> refused = [];
        foreach (SignInCount count in counts)
        {
            if (count.Outcome == SignInCounts.Granted)
                granted += count.Count;
            else if (Refusal.Find(count.Outcome) is { } refusal)
                refused[refusal.Kind] = refused.GetValueOrDefault(refusal.Kind) + count.Count;
            else if (count.Outcome != SignInCounts.Released)
                other += count.Count;
        }

        return new SignInTotals(granted, refused, other);
    }
}
