using LeerId.Archive;
using LeerId.Calendar;
using LeerId.Disclosures;
using LeerId.PrivacyLog;
using LeerId.Students;
using Microsoft.Extensions.Options;

namespace LeerId.DataSubjects;

/// <summary>
/// Reads the entries of the privacy log about a pupil, and finds in them the disclosures that contained the pupil. Makes no entry itself: the caller has
/// recorded the purpose already.
/// </summary>
public sealed class StudentLogs(
    PrivacyLogReader reader, DisclosureRegister disclosures, IOptions<PrivacyLogOptions> options, ArchiveTerms archive, TimeProvider clock)
{
    private readonly CalendarPeriod _term = options.Value.Term!.Value;

    /// <summary>The first day, Brussels calendar, of which the privacy log still contains entries.</summary>
    public DateOnly KeptFrom => _term.LastExpired(BrusselsTime.Today(clock)).AddDays(1);

    /// <summary>The first day, Brussels calendar, on which neither the privacy log nor its archive contains entries of today.</summary>
    public DateOnly TodayGoneOn
    {
        get
        {
            DateOnly today = BrusselsTime.Today(clock), inLog = _term.AddTo(today), inArchive = archive.LogKeptUntil(today);
            return (inLog > inArchive ? inLog : inArchive).AddDays(1);
        }
    }

    /// <summary>Reads all entries about a pupil in a period, oldest first.</summary>
    /// <param name="keys">The pupil's keys.</param>
    /// <param name="from">The first moment; null for the first stored entry.</param>
    /// <param name="until">The moment after the last entry; null for now.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<StudentLogRead> ReadAsync(
        IReadOnlyList<StudentKey> keys, DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellationToken) =>
        Of(await reader.ReadAllAsync(PrivacyLogQuery.About(keys, from ?? Beginning, until ?? clock.GetUtcNow()), cancellationToken));

    /// <summary>Finds the disclosures that contained a pupil, from the entries about the pupil, oldest first.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<IReadOnlyList<Disclosure>> DisclosuresInAsync(IReadOnlyList<PrivacyLogEntry> entries, CancellationToken cancellationToken)
    {
        PrivacyLogEntry[] given = [.. entries.Where(entry => entry.Action == DisclosureReleaser.Action)];
        return given.Length == 0 ? [] :
        [
            .. (await disclosures.ListAsync(cancellationToken)).Where(disclosure => given.Any(entry => DisclosureReleaser.IsOf(entry, disclosure)))
                .OrderBy(disclosure => disclosure.Release!.At),
        ];
    }

    /// <summary>Finds the disclosures that contained a pupil, and whether the whole log could be read.</summary>
    /// <param name="keys">The pupil's keys.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<(IReadOnlyList<Disclosure> Disclosures, bool IsComplete)> DisclosuresOfAsync(
        IReadOnlyList<StudentKey> keys, CancellationToken cancellationToken)
    {
        StudentLogRead read = Of(await reader.ReadAllAsync(
            PrivacyLogQuery.About(keys, Beginning, clock.GetUtcNow(), DisclosureReleaser.Action), cancellationToken));
        return (await DisclosuresInAsync(read.Entries, cancellationToken), read.IsComplete);
    }

    private DateTimeOffset Beginning => BrusselsTime.StartOf(KeptFrom);

    private static StudentLogRead Of(PrivacyLogPage page) =>
        new([.. page.Entries.OrderBy(entry => entry.At)], IsComplete: page.Next is null && page.Unreadable == 0);
}

/// <summary>The entries of the privacy log about a pupil.</summary>
/// <param name="Entries">The entries, oldest first.</param>
/// <param name="IsComplete">Whether these are all entries. False if time ran out, or if an entry can't be read because somebody changed it.</param>
public sealed record StudentLogRead(IReadOnlyList<PrivacyLogEntry> Entries, bool IsComplete);
