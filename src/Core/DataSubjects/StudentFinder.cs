using System.Collections.Concurrent;
using LeerId.Storage;
using LeerId.Students;

namespace LeerId.DataSubjects;

/// <summary>Finds all stored data of a pupil, under every key.</summary>
public sealed class StudentFinder(StudentKeys keys, StudentStore students, StudentAccountSearch search)
{
    private const int ReadsAtOnce = 8;

    /// <summary>
    /// Finds the data. Even if an account has its own snapshot, the identified pupils are searched for it: if the removal of a superseded snapshot failed,
    /// both exist. A search by account always takes the time of a whole search.
    /// </summary>
    /// <param name="who">The pupil.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The data found; null if time ran out.</returns>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<FoundStudent?> FindAsync(StudentIdentifier who, CancellationToken cancellationToken)
    {
        StudentKeySet asked = await keys.ForAsync(who.AsStudent, cancellationToken);
        StoredSnapshots found = await ReadAsync(asked.Present, cancellationToken);
        if (who.AccountUuid is not { } account)
            return await WithAccountsAsync(asked, found, [], cancellationToken);

        AccountSearchResult result = await search.FindAsync(account, cancellationToken);
        if (!result.IsComplete)
            return null;
        if (result.Unreadable is { } unreadable)
            return new FoundStudent([unreadable, .. asked.Present], found.With(unreadable)) { OlderKeys = asked.Older };
        if (result.Found?.Student.LeerIdUuid is not { } leerId)
            return new FoundStudent(asked.Present, found) { OlderKeys = asked.Older };

        StudentKeySet own = await keys.ForAsync(new Student { LeerIdUuid = leerId }, cancellationToken);
        return await WithAccountsAsync(own, await ReadAsync(own.Present, cancellationToken), [account, .. result.Found.Student.Accounts], cancellationToken);
    }

    /// <summary>Finds the data stored under some pseudonyms of one pupil, and under the accounts that those data name.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<FoundStudent> FindAsync(IReadOnlyList<StudentKey> pseudonyms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pseudonyms);
        return await WithAccountsAsync(
            new StudentKeySet(pseudonyms[0], [.. pseudonyms.Skip(1)]), await ReadAsync(pseudonyms, cancellationToken), [], cancellationToken);
    }

    /// <summary>Reads the data stored under these keys.</summary>
    public async Task<StoredSnapshots> ReadAsync(IReadOnlyList<StudentKey> keys, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<StudentKey, StudentSnapshot> found = new();
        ConcurrentBag<StudentKey> unreadable = [];
        await Parallel.ForEachAsync(
            keys, SideBySide.AtMost(ReadsAtOnce, cancellationToken),
            async (key, token) =>
            {
                try
                {
                    if (await students.FindAsync(key, token) is { } snapshot)
                        found[key] = snapshot;
                }
                catch (InvalidDataException)
                {
                    // The data are stored all the same: the pupil is informed of them, and can have them erased.
                    unreadable.Add(key);
                }
            });
        return new StoredSnapshots([.. keys.Where(found.ContainsKey).Select(key => new StoredSnapshot(key, found[key]))], [.. unreadable]);
    }

    // Data that a failure left under the accounts of an identified pupil belong to the pupil too.
    private async Task<FoundStudent> WithAccountsAsync(
        StudentKeySet own, StoredSnapshots found, IEnumerable<Guid> accounts, CancellationToken cancellationToken)
    {
        List<StudentKey> others = [], older = [.. own.Older];
        foreach (Guid account in found.Readable.SelectMany(stored => stored.Snapshot.Student.Accounts).Concat(accounts).Distinct())
        {
            StudentKeySet set = await keys.ForAsync(new Student { AccountUuid = account }, cancellationToken);
            others.AddRange(set.Present.Except(own.Present));
            older.AddRange(set.Older);
        }

        return new FoundStudent([.. own.Present, .. others], found.With(await ReadAsync(others, cancellationToken))) { OlderKeys = older };
    }
}

/// <summary>The stored data of a pupil. A class, not a record, so that it never prints itself.</summary>
/// <param name="keys">All keys under which data can be stored: first the pupil's current key, last those of accounts.</param>
/// <param name="stored">The data stored under them.</param>
public sealed class FoundStudent(IReadOnlyList<StudentKey> keys, StoredSnapshots stored)
{
    /// <summary>The pseudonym of the pupil in the privacy log.</summary>
    public StudentKey Key => Keys[0];

    /// <summary>The pseudonyms under which data of the pupil can be stored.</summary>
    public IReadOnlyList<StudentKey> Keys { get; } = keys;

    /// <summary>The pupil's pseudonyms under older versions of <c>student-key</c>. They are used only to find restrictions.</summary>
    public IReadOnlyList<StudentKey> OlderKeys { get; init; } = [];

    /// <summary>All pseudonyms under which a restriction of the pupil can be stored, <see cref="Key"/> first.</summary>
    public IEnumerable<StudentKey> AllKeys => Keys.Concat(OlderKeys).Distinct();

    /// <summary>The data stored under those pseudonyms.</summary>
    public StoredSnapshots Stored { get; } = stored;

    /// <summary>The snapshots that can be read.</summary>
    public IReadOnlyList<StoredSnapshot> Snapshots => Stored.Readable;
}

/// <summary>The data stored under some keys. A class, not a record, so that it never prints itself.</summary>
/// <param name="readable">The snapshots, in the order of the keys.</param>
/// <param name="unreadable">The keys whose snapshot can't be read.</param>
public sealed class StoredSnapshots(IReadOnlyList<StoredSnapshot> readable, IReadOnlyList<StudentKey> unreadable)
{
    /// <summary>The snapshots that can be read.</summary>
    public IReadOnlyList<StoredSnapshot> Readable { get; } = readable;

    /// <summary>The pseudonyms whose snapshot can't be read.</summary>
    public IReadOnlyList<StudentKey> Unreadable { get; } = unreadable;

    /// <summary>Whether nothing is stored.</summary>
    public bool IsEmpty => Readable.Count == 0 && Unreadable.Count == 0;

    /// <summary>Returns these data and others, with each pseudonym once.</summary>
    public StoredSnapshots With(StoredSnapshots more) => new([.. Readable, .. more.Readable], [.. Unreadable, .. more.Unreadable]);

    /// <summary>Returns these data and a pseudonym whose snapshot can't be read.</summary>
    public StoredSnapshots With(StudentKey unreadable) => new(Readable, [.. Unreadable, unreadable]);
}

/// <summary>A snapshot and its key. A class, not a record, so that it never prints itself.</summary>
/// <param name="key">The key under which it is stored.</param>
/// <param name="snapshot">The snapshot.</param>
public sealed class StoredSnapshot(StudentKey key, StudentSnapshot snapshot)
{
    /// <summary>The pseudonym.</summary>
    public StudentKey Key { get; } = key;

    /// <summary>The snapshot stored under it.</summary>
    public StudentSnapshot Snapshot { get; } = snapshot;
}
