using Azure.Data.Tables;
using LeerId.Schools;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Students;

/// <summary>The uuids of one pupil. A class, not a record, so that it never prints itself.</summary>
/// <param name="key">The key under which the pupil's snapshot is stored.</param>
/// <param name="leerId">Leer_id_uuid; null for a pupil who is not identified.</param>
/// <param name="account">Account_uuid; null when LeerID left it out.</param>
/// <param name="history">Historiek_account_uuid; empty when there are none.</param>
public sealed class StudentUuids(StudentKey key, Guid? leerId, Guid? account, IReadOnlyList<Guid> history)
{
    /// <summary>The key under which the pupil's snapshot is stored.</summary>
    public StudentKey Key { get; } = key;

    /// <summary>Leer_id_uuid; null for a pupil who is not identified.</summary>
    public Guid? LeerId { get; } = leerId;

    /// <summary>Account_uuid; null when LeerID left it out.</summary>
    public Guid? Account { get; } = account;

    /// <summary>Historiek_account_uuid; empty when there are none.</summary>
    public IReadOnlyList<Guid> History { get; } = history;
}

/// <summary>The result of reading uuids. A class, not a record, so that it never prints itself.</summary>
/// <param name="pupils">The pupils, in the order of their keys.</param>
/// <param name="unreadable">The number of snapshots that were left out because they can't be read.</param>
public sealed class StudentUuidsRead(IReadOnlyList<StudentUuids> pupils, int unreadable)
{
    /// <summary>The pupils, in the order of their keys.</summary>
    public IReadOnlyList<StudentUuids> Pupils { get; } = pupils;

    /// <summary>The number of snapshots that were left out because they can't be read.</summary>
    public int Unreadable { get; } = unreadable;
}

/// <summary>Reads the uuids of the pupils of some schools, and no other data of them (protocol, article 4).</summary>
public sealed partial class StudentUuidReader([FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, ILogger<StudentUuidReader> logger)
{
    private const int RangesAtOnce = 8;

    private static readonly string[] Columns =
    [
        nameof(TableEntity.PartitionKey), nameof(Student.LeerIdUuid), nameof(Student.AccountUuid), nameof(Student.HistoriekAccountUuid),
        nameof(Student.Instellingsnummers),
    ];

    private readonly StorageTable _table = storage.Table(TableName.Students);

    /// <summary>
    /// Reads the pupils who were enrolled in one of these schools at their last sign-in, in the order of their keys, which reveals nothing about them.
    /// It reads the whole table, several ranges of keys in parallel.
    /// </summary>
    /// <param name="schools">The numbers of the schools: a pupil with one of them counts as enrolled.</param>
    /// <param name="signedInSince">Pupils with a last sign-in before this moment, UTC, are left out, because their data have expired.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<StudentUuidsRead> ReadAsync(
        IReadOnlyCollection<SchoolNumber> schools, DateTimeOffset signedInSince, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schools);
        HashSet<string> numbers = [.. schools.Select(school => school.ToString())];
        // The enrolments are one text in which storage can't search. It can only leave out pupils without enrolments.
        string filter = TableClient.CreateQueryFilter($"RowKey eq {StudentStore.SnapshotRow} and SignedInAt ge {signedInSince} and Instellingsnummers gt ''");
        int unreadable = 0;
        StudentUuids?[][] found = await InRangesAsync(filter, Columns, entity =>
        {
            if (entity.TryGetValue(nameof(Student.Instellingsnummers), out object? enrolments) && enrolments is string text
                && !StudentStore.Words(text).Any(numbers.Contains))
                return null;
            if (StoredRow.TryRead(entity, Read, out StudentUuids? pupil))
                return pupil;
            Interlocked.Increment(ref unreadable);
            LogFaulty();
            return null;
        }, cancellationToken);
        return new StudentUuidsRead([.. found.SelectMany(pupils => pupils).OfType<StudentUuids>()], unreadable);
    }

    /// <summary>Finds the pupils who still have a snapshot. It reads the keys of the whole table, because one read per pupil would take longer.</summary>
    /// <param name="pupils">The pupils.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<IReadOnlyList<StudentUuids>> FindRemainingAsync(IReadOnlyList<StudentUuids> pupils, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pupils);
        Dictionary<string, StudentUuids> byKey = pupils.ToDictionary(pupil => pupil.Key.ToString());
        StudentUuids?[][] found = await InRangesAsync(
            TableClient.CreateQueryFilter($"RowKey eq {StudentStore.SnapshotRow}"), [nameof(TableEntity.PartitionKey)],
            entity => byKey.GetValueOrDefault(entity.PartitionKey), cancellationToken);
        return [.. found.SelectMany(remaining => remaining).OfType<StudentUuids>()];
    }

    private async Task<StudentUuids?[][]> InRangesAsync(
        string filter, string[] columns, Func<TableEntity, StudentUuids?> read, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        StudentUuids?[][] found = new StudentUuids?[StudentKeyRange.All.Count][];
        await Parallel.ForAsync(
            0, found.Length, SideBySide.AtMost(RangesAtOnce, cancellationToken),
            async (range, token) => found[range] = await table
                .QueryAsync<TableEntity>($"{StudentKeyRange.All[range].Filter} and {filter}", maxPerPage: null, columns, token)
                .Select(read).Where(pupil => pupil is not null).ToArrayAsync(token));
        return found;
    }

    private static StudentUuids Read(TableEntity row)
    {
        // This throws if the column has another type. The caller has already checked the schools.
        _ = row.GetString(nameof(Student.Instellingsnummers));
        StudentKey key = StudentKey.TryParse(row.PartitionKey, out StudentKey parsed)
            ? parsed : throw new InvalidDataException("The row's key is not a student key.");
        Guid? leerId = Uuid(row.GetString(nameof(Student.LeerIdUuid)));
        Guid? account = Uuid(row.GetString(nameof(Student.AccountUuid)));
        if ((leerId ?? account) is null)
            throw new InvalidDataException("The row has no uuid.");
        Guid[] history = [.. StudentStore.Words(row.GetString(nameof(Student.HistoriekAccountUuid))).Select(word => Guid.ParseExact(word, "D"))];
        return new StudentUuids(key, leerId, account, history);
    }

    private static Guid? Uuid(string? text) => text is null ? null : Guid.ParseExact(text, "D");

    [LoggerMessage(EventId = 9109, Level = LogLevel.Error, Message = "A snapshot can't be read and is left out of a disclosure")]
    private partial void LogFaulty();
}
