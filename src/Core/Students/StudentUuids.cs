using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using LeerId.Platform;
using LeerId.Schools;
using Microsoft.Extensions.Logging;

namespace LeerId.Students;

/// <summary>The uuids of one pupil. A class, not a record, so that it never prints itself.</summary>
/// <param name="key">The key that the pupil's snapshot is stored under.</param>
/// <param name="leerId">Leer_id_uuid; null for a pupil who is not identified.</param>
/// <param name="account">Account_uuid; null when LeerID left it out.</param>
/// <param name="history">Historiek_account_uuid; empty when there are none.</param>
public sealed class StudentUuids(StudentKey key, Guid? leerId, Guid? account, IReadOnlyList<Guid> history)
{
    /// <summary>The key that the pupil's snapshot is stored under.</summary>
    public StudentKey Key { get; } = key;

    /// <summary>Leer_id_uuid; null for a pupil who is not identified.</summary>
    public Guid? LeerId { get; } = leerId;

    /// <summary>Account_uuid; null when LeerID left it out.</summary>
    public Guid? Account { get; } = account;

    /// <summary>Historiek_account_uuid; empty when there are none.</summary>
    public IReadOnlyList<Guid> History { get; } = history;
}

/// <summary>Reads the uuids of the pupils of some schools, and nothing else of them (protocol, article 4).</summary>
public sealed partial class StudentUuidReader
{
    private const char Separator = ' ';
    private const int RangesAtOnce = 8;

    private static readonly string[] Columns =
    [
        nameof(TableEntity.PartitionKey), nameof(Student.LeerIdUuid), nameof(Student.AccountUuid), nameof(Student.HistoriekAccountUuid),
        nameof(Student.Instellingsnummers),
    ];

    private readonly StorageTable _table;
    private readonly ILogger<StudentUuidReader> _logger;

    internal StudentUuidReader(StorageAccount storage, ILogger<StudentUuidReader> logger)
    {
        _table = storage.Table(StudentStore.TableName);
        _logger = logger;
    }

    /// <summary>
    /// Those who were enrolled in one of these schools at the last sign-in, in the order of their keys, which says nothing of them. The whole table
    /// is gone through, in ranges of keys side by side.
    /// </summary>
    /// <param name="schools">The numbers that count as enrolled in one.</param>
    /// <param name="signedInSince">Pupils with a last sign-in before this moment, UTC, are left out: their data are past their term.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<IReadOnlyList<StudentUuids>> ReadAsync(
        IReadOnlyCollection<SchoolNumber> schools, DateTimeOffset signedInSince, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schools);
        HashSet<string> numbers = [.. schools.Select(school => school.ToString())];
        List<StudentUuids>[] found = new List<StudentUuids>[StudentKeyRange.All.Count];
        await Parallel.ForAsync(
            0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = RangesAtOnce, CancellationToken = cancellationToken },
            async (range, token) => found[range] = await ListAsync(StudentKeyRange.All[range], numbers, signedInSince, token).ToListAsync(token));
        return [.. found.SelectMany(pupils => pupils)];
    }

    private async IAsyncEnumerable<StudentUuids> ListAsync(
        StudentKeyRange range, HashSet<string> numbers, DateTimeOffset signedInSince, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Enrolments are one text, and storage can't search in it: it can only leave out who has none.
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {range.From} and RowKey eq {StudentStore.SnapshotRow} and SignedInAt ge {signedInSince} and Instellingsnummers gt ''");
        if (range.Until is not null)
            filter += TableClient.CreateQueryFilter($" and PartitionKey lt {range.Until}");
        TableClient table = await _table.GetAsync(cancellationToken);
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, maxPerPage: null, Columns, cancellationToken))
        {
            if (!Words(entity, nameof(Student.Instellingsnummers)).Any(numbers.Contains))
                continue;
            if (TryRead(entity) is { } pupil)
                yield return pupil;
            else
                LogFaulty();
        }
    }

    private static StudentUuids? TryRead(TableEntity entity)
    {
        bool readable = StudentKey.TryParse(entity.PartitionKey, out StudentKey key);
        Guid? leerId = Read(entity.GetString(nameof(Student.LeerIdUuid)), ref readable);
        Guid? account = Read(entity.GetString(nameof(Student.AccountUuid)), ref readable);
        List<Guid> history = [];
        foreach (string word in Words(entity, nameof(Student.HistoriekAccountUuid)))
        {
            if (Read(word, ref readable) is { } old)
                history.Add(old);
        }

        return readable && (leerId ?? account) is not null ? new StudentUuids(key, leerId, account, history) : null;
    }

    private static Guid? Read(string? text, ref bool readable)
    {
        if (text is null)
            return null;
        readable &= Guid.TryParseExact(text, "D", out Guid uuid);
        return uuid;
    }

    private static string[] Words(TableEntity entity, string property) =>
        (entity.GetString(property) ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries);

    [LoggerMessage(EventId = 9109, Level = LogLevel.Error, Message = "A snapshot can't be read and is left out of a disclosure")]
    private partial void LogFaulty();
}
