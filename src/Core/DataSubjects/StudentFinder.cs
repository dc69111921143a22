using System.Collections.Concurrent;
using LeerId.Storage;
using LeerId.Students;

namespace LeerId.DataSubjects;

/// <summary>Finds everything that is kept about a pupil, under whichever key.</summary>
public sealed class StudentFinder(StudentKeys keys, StudentStore students, StudentAccountSearch search)
{
    private const int ReadsAtOnce = 8;

    /// <summary>
    /// Finds it. An account that has a snapshot of its own is also looked for among the identified pupils: where removing what was
    /// superseded failed, there are both. By account it takes the time of a whole search.
    /// </summary>
    /// <param name="who">The pupil.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What there is; null when time ran out.</returns>
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

    /// <summary>Finds what is kept under some pseudonyms of one pupil, and under the accounts that are named there.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task<FoundStudent> FindAsync(IReadOnlyList<StudentKey> pseudonyms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pseudonyms);
        return await WithAccountsAsync(
            new StudentKeySet(pseudonyms[0], [.. pseudonyms.Skip(1)]), await ReadAsync(pseudonyms, cancellationToken), [], cancellationToken);
    }

    /// <summary>What is under these keys now.</summary>
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
                    // It is kept all the same: the pupil is told so, and can have it erased.
                    unreadable.Add(key);
                }
            });
        return new StoredSnapshots([.. keys.Where(found.ContainsKey).Select(key => new StoredSnapshot(key, found[key]))], [.. unreadable]);
    }

    // What a failure left under the accounts of an identified pupil is the pupil's too.
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

/// <summary>What is kept about a pupil. A class, not a record, so that it never prints itself.</summary>
/// <param name="keys">Every key under which something can stand, the pupil's own of now first, those of accounts last.</param>
/// <param name="stored">What stands there.</param>
public sealed class FoundStudent(IReadOnlyList<StudentKey> keys, StoredSnapshots stored)
{
    /// <summary>The pseudonym the privacy log has of the pupil.</summary>
    public StudentKey Key => Keys[0];

    /// <summary>The pseudonyms under which the pupil may be kept.</summary>
    public IReadOnlyList<StudentKey> Keys { get; } = keys;

    /// <summary>The pupil's pseudonyms under older versions of <c>student-key</c>. They are used to find restrictions only.</summary>
    public IReadOnlyList<StudentKey> OlderKeys { get; init; } = [];

    /// <summary>Every pseudonym under which a restriction of the pupil can be, <see cref="Key"/> first.</summary>
    public IEnumerable<StudentKey> AllKeys => Keys.Concat(OlderKeys).Distinct();

    /// <summary>What is kept under those pseudonyms.</summary>
    public StoredSnapshots Stored { get; } = stored;

    /// <summary>The snapshots that can be read.</summary>
    public IReadOnlyList<StoredSnapshot> Snapshots => Stored.Readable;
}

/// <summary>What stands under some keys. A class, not a record, so that it never prints itself.</summary>
/// <param name="readable">The snapshots, in the order of the keys.</param>
/// <param name="unreadable">Where something stands that can't be read.</param>
public sealed class StoredSnapshots(IReadOnlyList<StoredSnapshot> readable, IReadOnlyList<StudentKey> unreadable)
{
    /// <summary>The snapshots that can be read.</summary>
    public IReadOnlyList<StoredSnapshot> Readable { get; } = readable;

    /// <summary>The pseudonyms whose snapshot can't be read.</summary>
    public IReadOnlyList<StudentKey> Unreadable { get; } = unreadable;

    /// <summary>Whether nothing is kept.</summary>
    public bool IsEmpty => Readable.Count == 0 && Unreadable.Count == 0;

    /// <summary>These and others, each pseudonym once.</summary>
    public StoredSnapshots With(StoredSnapshots more) => new([.. Readable, .. more.Readable], [.. Unreadable, .. more.Unreadable]);

    /// <summary>These and one whose snapshot can't be read.</summary>
    public StoredSnapshots With(StudentKey unreadable) => new(Readable, [.. Unreadable, unreadable]);
}

/// <summary>A snapshot and where it is. A class, not a record, so that it never prints itself.</summary>
/// <param name="key">The key it is under.</param>
/// <param name="snapshot">The snapshot.</param>
public sealed class StoredSnapshot(StudentKey key, StudentSnapshot snapshot)
{
    /// <summary>The pseudonym.</summary>
    public StudentKey Key { get; } = key;

    /// <summary>The snapshot kept under it.</summary>
    public StudentSnapshot Snapshot { get; } = snapshot;
}
