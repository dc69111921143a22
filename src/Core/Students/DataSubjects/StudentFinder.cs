using System.Collections.Concurrent;

namespace LeerId.Students.DataSubjects;

/// <summary>Finds everything that is kept about a pupil, under whichever key.</summary>
internal sealed class StudentFinder(StudentKeys keys, StudentStore students, StudentAccountSearch search)
{
    private const int ReadsAtOnce = 8;

    /// <summary>Finds it.</summary>
    /// <param name="who">The pupil.</param>
    /// <param name="isThorough">
    /// Whether an account that has a snapshot of its own is also looked for among the identified pupils: where removing what was
    /// superseded failed, there can be both. It takes the time of a whole search.
    /// </param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What there is; null when time ran out.</returns>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<FoundStudent?> FindAsync(StudentIdentifier who, bool isThorough, CancellationToken cancellationToken)
    {
        IReadOnlyList<StudentKey> asked = await keys.AllAsync(who.AsStudent, cancellationToken);
        List<StoredSnapshot> found = await ReadAsync(asked, cancellationToken);
        if (who.AccountUuid is not { } account)
            return await WithAccountsAsync(asked, found, [], cancellationToken);

        if (found.Count > 0 && !isThorough)
            return new FoundStudent(asked, found);

        AccountSearchResult result = await search.FindAsync(account, cancellationToken);
        if (!result.IsComplete)
            return null;
        if (result.Found?.Student.LeerIdUuid is not { } leerId)
            return new FoundStudent(asked, found);

        IReadOnlyList<StudentKey> own = await keys.AllAsync(new Student { LeerIdUuid = leerId }, cancellationToken);
        return await WithAccountsAsync(own, await ReadAsync(own, cancellationToken), [account, .. result.Found.Student.Accounts], cancellationToken);
    }

    /// <summary>The snapshots that are under these keys now.</summary>
    public async Task<List<StoredSnapshot>> ReadAsync(IReadOnlyList<StudentKey> keys, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<StudentKey, StudentSnapshot> found = new();
        await Parallel.ForEachAsync(
            keys, new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (key, token) =>
            {
                if (await students.FindAsync(key, token) is { } snapshot)
                    found[key] = snapshot;
            });
        return [.. keys.Where(found.ContainsKey).Select(key => new StoredSnapshot(key, found[key]))];
    }

    // What a failure left under the accounts of an identified pupil is the pupil's too.
    private async Task<FoundStudent> WithAccountsAsync(
        IReadOnlyList<StudentKey> own, List<StoredSnapshot> found, IEnumerable<Guid> accounts, CancellationToken cancellationToken)
    {
        List<StudentKey> others = [];
        foreach (Guid account in found.SelectMany(stored => stored.Snapshot.Student.Accounts).Concat(accounts).Distinct())
            others.AddRange(await keys.AllAsync(new Student { AccountUuid = account }, cancellationToken));
        return new FoundStudent([.. own, .. others], [.. found, .. await ReadAsync(others, cancellationToken)]);
    }
}

/// <summary>What is kept about a pupil. A class, not a record, so that it never prints itself.</summary>
/// <param name="keys">Every key under which something can stand, the pupil's own of now first, those of accounts last.</param>
/// <param name="snapshots">What stands there, in the order of the keys; none when nothing is kept.</param>
internal sealed class FoundStudent(IReadOnlyList<StudentKey> keys, IReadOnlyList<StoredSnapshot> snapshots)
{
    /// <summary>The pseudonym the privacy log has of the pupil.</summary>
    public StudentKey Key => Keys[0];

    public IReadOnlyList<StudentKey> Keys { get; } = keys;

    public IReadOnlyList<StoredSnapshot> Snapshots { get; } = snapshots;
}

/// <summary>A snapshot and where it is. A class, not a record, so that it never prints itself.</summary>
/// <param name="key">The key it is under.</param>
/// <param name="snapshot">The snapshot.</param>
internal sealed class StoredSnapshot(StudentKey key, StudentSnapshot snapshot)
{
    public StudentKey Key { get; } = key;

    public StudentSnapshot Snapshot { get; } = snapshot;
}
