using LeerId.PrivacyLog.Seals;
using LeerId.SignIn;

namespace LeerId.Overview;

/// <summary>The outcomes of the sign-ins of a day, as counted by the seal of that day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Counts">The counts; null while the day has no seal, or if its seal has no counts.</param>
public sealed record SignInDay(DateOnly Day, SignInTotals? Counts);

/// <summary>The outcomes of sign-ins.</summary>
/// <param name="Granted">The number of pupils who were admitted.</param>
/// <param name="Refused">The number of refused sign-ins, per page that the pupil saw.</param>
/// <param name="Other">The number of sign-ins refused for a reason that has no count of its own, or that this version doesn't know.</param>
public sealed record SignInTotals(long Granted, IReadOnlyDictionary<RefusalKind, long> Refused, long Other)
{
    /// <summary>The number of refused sign-ins.</summary>
    public long AllRefused => Refused.Values.Sum() + Other;
}

/// <summary>Reads the counts of sign-ins from the seals, without reading the log.</summary>
public sealed class SignInDays(SealStore seals, TimeProvider clock)
{
    /// <summary>The number of days that are shown, including today.</summary>
    public const int Days = 30;

    /// <summary>Reads the last days, oldest first, starting with the first day that has a seal; only today if there is no seal.</summary>
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

    // The page shows what staff need, but not that a pupil exercised a right.
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
