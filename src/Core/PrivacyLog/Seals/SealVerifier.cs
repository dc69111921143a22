using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using LeerId.Calendar;
using Microsoft.Extensions.Options;

namespace LeerId.PrivacyLog.Seals;

/// <summary>Compares the privacy log with its seals, and proves that an entry was sealed.</summary>
public sealed class SealVerifier(PrivacyLogDays days, SealStore seals, SealKeys keys, IOptions<PrivacyLogOptions> options, TimeProvider clock)
{
    private readonly PrivacyLogDays _days = days;
    private readonly SealStore _seals = seals;
    private readonly CalendarPeriod _term = options.Value.Term!.Value;

    /// <summary>Verifies each day of a period, oldest first. Reads every entry of the period, with one page in memory at a time.</summary>
    /// <param name="from">The first day, UTC.</param>
    /// <param name="until">The last day, UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">The period ends before it begins.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public IAsyncEnumerable<DayVerdict> VerifyAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken) => from <= until
        ? VerifyDaysAsync(Days(from, until), from, Timeout.InfiniteTimeSpan, cancellationToken)
        : throw new ArgumentException("The period ends before it begins.", nameof(until));

    /// <summary>
    /// Verifies each day of a period, newest first, within a limited time. For days that are not reached in time only the seal is checked; if it is
    /// authentic, their state is <see cref="DayState.NotCompared"/>.
    /// </summary>
    /// <param name="from">The first day, UTC.</param>
    /// <param name="until">The last day, UTC.</param>
    /// <param name="time">How long to read entries. Checking the seals takes no noticeable time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">The period ends before it begins.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public IAsyncEnumerable<DayVerdict> VerifyWithinAsync(DateOnly from, DateOnly until, TimeSpan time, CancellationToken cancellationToken) => from <= until
        ? VerifyDaysAsync(Days(from, until).Reverse(), from, time, cancellationToken)
        : throw new ArgumentException("The period ends before it begins.", nameof(until));

    /// <summary>The proof that an entry is part of its day as the day is now; null when the day has no such entry. Compare it with the sealed root.</summary>
    /// <param name="day">The entry's day, UTC.</param>
    /// <param name="entryId">The entry.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public Task<InclusionProof?> ProveAsync(DateOnly day, Ulid entryId, CancellationToken cancellationToken) =>
        ProveAsync(day, entryId, PrivacyLogPartition.Shards, cancellationToken);

    /// <summary>The proof that an entry is part of its sealed day, with the seal.</summary>
    /// <param name="day">The entry's day, UTC, <c>yyyy-MM-dd</c>. Any other text is a day without entries.</param>
    /// <param name="entryId">The entry's id, a ULID. Any other text is an unknown entry.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    public async Task<EntryProofOutcome> ProveSealedAsync(string day, string entryId, CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            || !Ulid.TryParse(entryId, CultureInfo.InvariantCulture, out Ulid entry))
        {
            return new EntryProofOutcome.Unknown();
        }

        if (await _seals.FindAsync(date, cancellationToken) is not { } row)
            return new EntryProofOutcome.NotSealed();
        if (await ProveAsync(date, entry, row.Seal?.Shards ?? PrivacyLogPartition.Shards, cancellationToken) is not { } proof)
            return new EntryProofOutcome.Unknown();
        return row.Seal is { } seal && proof.LeadsTo(seal.Root)
            ? new EntryProofOutcome.Proven(new SealedEntryProof(proof, row.Token))
            : new EntryProofOutcome.Changed();
    }

    private async Task<InclusionProof?> ProveAsync(DateOnly day, Ulid entryId, int shards, CancellationToken cancellationToken)
    {
        HashedDay hashed = await _days.HashAsync(day, shards, entryId.ToString(), cancellationToken);
        return hashed.Marked is { } row ? InclusionProof.Of(day, entryId.ToString(), hashed, row) : null;
    }

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly until) =>
        Enumerable.Range(from.DayNumber, until.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber);

    private async IAsyncEnumerable<DayVerdict> VerifyDaysAsync(
        IEnumerable<DateOnly> days, DateOnly from, TimeSpan time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(time, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        DateOnly lastFinished = _days.LastFinished();
        // A seal has some 500 bytes. Seals after the period are read as well, because the chain begins at the newest.
        List<SealedDay> rows = [];
        await foreach (SealedDay row in _seals.ListAsync(from, cancellationToken))
            rows.Add(row);
        Dictionary<DateOnly, Seal?> seals = await AuthenticateAsync(rows, cancellationToken);

        // If the very first seal was read, it has no previous seal.
        DateOnly? first = rows is [var oldest, ..] && seals[oldest.Day] is { Previous: null } ? oldest.Day : null;
        bool hasSeals = rows.Count > 0 || await _seals.NewestAsync(cancellationToken) is not null;
        foreach (DateOnly day in days)
        {
            if (seals.TryGetValue(day, out Seal? seal))
                yield return seal is null ? new DayVerdict(day, DayState.SealNotAuthentic) : await InTimeAsync(day, seal, token => CompareAsync(seal, token));
            else if (day > lastFinished)
                yield return new DayVerdict(day, DayState.NotYetSealed);
            else if (day < first || !hasSeals)
                yield return await InTimeAsync(day, seal: null, token => BeforeSealsAsync(day, hasSeals, token));
            else
                yield return new DayVerdict(day, DayState.SealMissing);
        }

        async Task<DayVerdict> InTimeAsync(DateOnly day, Seal? seal, Func<CancellationToken, Task<DayVerdict>> verify)
        {
            try
            {
                either.Token.ThrowIfCancellationRequested();
                return await verify(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && limit.IsCancellationRequested)
            {
                return new DayVerdict(day, DayState.NotCompared, seal?.Entries, Root: seal?.Root, Staff: seal?.Staff);
            }
        }
    }

    /// <summary>
    /// Authenticates the seals, from the newest back; null for a seal that is not authentic. If the next seal is authentic, its hash decides. Otherwise the
    /// keys decide. So old seals stay authentic after their key has been disabled.
    /// </summary>
    private async Task<Dictionary<DateOnly, Seal?>> AuthenticateAsync(List<SealedDay> rows, CancellationToken cancellationToken)
    {
        Dictionary<DateOnly, Seal?> seals = new(rows.Count);
        Seal? next = null;
        foreach (SealedDay row in Enumerable.Reverse(rows))
        {
            bool isVouchedFor = next is { VouchesForPrevious: true, Previous: not null } && next.Day == row.Day.AddDays(1);
            bool isAuthentic = row.Seal is not null
                && (isVouchedFor ? next!.Previous == row.Hash : await keys.IsSignedAsync(row.Token, cancellationToken));
            seals[row.Day] = next = isAuthentic ? row.Seal : null;
        }

        return seals;
    }

    private async Task<DayVerdict> CompareAsync(Seal seal, CancellationToken cancellationToken)
    {
        HashedDay found = await _days.HashAsync(seal.Day, seal.Shards, marked: null, cancellationToken);
        bool isExpired = _term.AddTo(seal.Day) < BrusselsTime.Today(clock);
        DayState state = found.Entries.CompareTo(seal.Entries) switch
        {
            > 0 => DayState.GainedEntries,
            < 0 => isExpired ? DayState.Expired : DayState.LostEntries,
            _ => Base64Url.EncodeToString(found.Root) == seal.Root ? DayState.Whole : DayState.Changed,
        };
        bool isBeingDeleted = state == DayState.Expired;
        return new DayVerdict(
            seal.Day, state, seal.Entries, found.Entries, seal.Root, seal.Staff ?? (isBeingDeleted ? null : found.Staff), isBeingDeleted ? null : found.People);
    }

    private async Task<DayVerdict> BeforeSealsAsync(DateOnly day, bool hasSeals, CancellationToken cancellationToken)
    {
        HashedDay found = await _days.HashAsync(day, shards: 1, marked: null, cancellationToken);
        DayState state = (found.Entries, hasSeals) switch
        {
            (0, _) => DayState.BeforeFirstSeal,
            (_, true) => DayState.GainedEntries,
            _ => DayState.SealMissing,
        };
        return new DayVerdict(day, state, Found: found.Entries, Staff: found.Staff, People: found.People);
    }
}
