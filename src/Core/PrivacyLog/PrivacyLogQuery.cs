using Azure.Data.Tables;
using LeerId.Students;

namespace LeerId.PrivacyLog;

/// <summary>Which entries of the privacy log to read. A class, not a record, so that it never prints a pupil's uuid.</summary>
public sealed class PrivacyLogQuery
{
    // Every day a code can stem from, were the log kept for ten years.
    private const int DaysSearched = 3660;

    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;
    private readonly string? _actor;
    private readonly SupportCode? _code;

    private PrivacyLogQuery(
        DateTimeOffset from, DateTimeOffset until, Student? student = null,
        string? actor = null, SupportCode? code = null, IReadOnlyList<StudentKey>? keys = null)
    {
        if (from >= until)
            throw new ArgumentException("The period ends before it begins.", nameof(until));
        (_from, _until, Student, _actor, _code, Keys) = (from, until, student, actor, code, keys);
    }

    /// <summary>About whom; null when the query isn't by pupil, or has the keys.</summary>
    internal Student? Student { get; }

    /// <summary>Under which keys; null when the query isn't by pupil, or they follow from the uuids.</summary>
    internal IReadOnlyList<StudentKey>? Keys { get; }

    /// <summary>The way in which it is searched, as the entry of the reading has it.</summary>
    internal string Way => IsByPupil ? "by-pupil" : _code is not null ? "by-code" : _actor is not null ? "by-actor" : "by-period";

    /// <summary>The entries about a pupil: one partition a day.</summary>
    /// <param name="student">The pupil's uuids; nothing else of it counts. With the history, also what is known under those accounts.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The moment after the last.</param>
    /// <exception cref="ArgumentException">The pupil has neither a leer_id_uuid nor an account_uuid, or the period ends before it begins.</exception>
    public static PrivacyLogQuery About(Student student, DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(student);
        return student.LeerIdUuid is null && student.AccountUuid is null
            ? throw new ArgumentException("A pupil without leer_id_uuid and account_uuid has no key.", nameof(student))
            : new PrivacyLogQuery(from, until, student: student);
    }

    /// <summary>The same, under keys that were found.</summary>
    /// <param name="keys">The keys, the pupil's own of now first: the entry of the reading is under it.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The moment after the last.</param>
    /// <exception cref="ArgumentException">There is no key, or the period ends before it begins.</exception>
    internal static PrivacyLogQuery About(IReadOnlyList<StudentKey> keys, DateTimeOffset from, DateTimeOffset until) => keys.Count == 0
        ? throw new ArgumentException("There is no key.", nameof(keys))
        : new PrivacyLogQuery(from, until, keys: keys);

    /// <summary>What a member of staff did, or with <c>pupil</c> the pupils.</summary>
    /// <param name="actor">The object id, exact to the character.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The moment after the last.</param>
    /// <exception cref="ArgumentException">There is no actor, or the period ends before it begins.</exception>
    public static PrivacyLogQuery By(string actor, DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return new PrivacyLogQuery(from, until, actor: actor);
    }

    /// <summary>What stands under a support code: a few partitions.</summary>
    public static PrivacyLogQuery WithCode(SupportCode code) => new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, code: code);

    /// <summary>Everything of a period.</summary>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The moment after the last.</param>
    /// <exception cref="ArgumentException">The period ends before it begins.</exception>
    public static PrivacyLogQuery Between(DateTimeOffset from, DateTimeOffset until) => new(from, until);

    /// <summary>The parts of the table to read, in the table's order.</summary>
    /// <param name="students">The keys of the pupil, when the query is by pupil.</param>
    /// <param name="asOf">When the reading began: what comes after it isn't read, the reading's own entries among it.</param>
    internal IEnumerable<PrivacyLogSegment> Segments(IReadOnlyList<StudentKey> students, DateTimeOffset asOf)
    {
        if (_code is { } code)
        {
            string condition = TableClient.CreateQueryFilter($"SupportCode eq {code.ToString()}");
            return code.Days(Day(asOf), DaysSearched).Reverse()
                .Select(day => new PrivacyLogPartition(day, code.Shard).ToString())
                .Select(partition => new PrivacyLogSegment(partition, condition));
        }

        DateTimeOffset beginning = new(PrivacyLogPartition.Beginning, TimeOnly.MinValue, TimeSpan.Zero);
        DateTimeOffset from = _from < beginning ? beginning : _from;
        DateTimeOffset until = _until < asOf ? _until : asOf;
        if (from >= until)
            return [];

        string period = TableClient.CreateQueryFilter($"At ge {from} and At lt {until}");
        IEnumerable<DateOnly> days = Enumerable.Range(Day(from).DayNumber, Day(until).DayNumber - Day(from).DayNumber + 1).Select(DateOnly.FromDayNumber);
        if (!IsByPupil)
        {
            string condition = _actor is null ? period : $"{period} and {TableClient.CreateQueryFilter($"Actor eq {_actor}")}";
            return from day in days
                   from shard in Enumerable.Range(0, PrivacyLogPartition.Shards)
                   select new PrivacyLogSegment(new PrivacyLogPartition(day, shard).ToString(), condition);
        }

        (int Shard, string Condition)[] shards =
        [
            .. from key in students
               group key by PrivacyLogPartition.ShardOf(key) into shard
               orderby shard.Key
               select (shard.Key, $"{period} and ({string.Join(" or ", shard.Select(key => TableClient.CreateQueryFilter($"Student eq {key.ToString()}")))})"),
        ];
        return from day in days
               from shard in shards
               select new PrivacyLogSegment(new PrivacyLogPartition(day, shard.Shard).ToString(), shard.Condition);
    }

    private bool IsByPupil => Student is not null || Keys is not null;

    private static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
}

/// <summary>A part of the privacy log's table: a partition, and what the rows must have.</summary>
internal sealed record PrivacyLogSegment(string Partition, string Condition)
{
    public string Filter => $"{TableClient.CreateQueryFilter($"PartitionKey eq {Partition}")} and {Condition}";

    /// <summary>What is left of it after a row; null when that is nothing.</summary>
    public string? FilterAfter(string partition, string row) => string.CompareOrdinal(Partition, partition) switch
    {
        > 0 => Filter,
        0 => $"{TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {row}")} and {Condition}",
        < 0 => null,
    };
}
