using Azure.Data.Tables;
using LeerId.Students;

namespace LeerId.PrivacyLog;

/// <summary>A selection of entries of the privacy log. It is a class and not a record, so that it never prints a pupil's keys.</summary>
public sealed class PrivacyLogQuery
{
    // A code can belong to several days, one per cycle. This bound covers a log that is kept for ten years.
    private const int DaysSearched = 3660;

    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;
    private readonly string? _actor;
    private readonly SupportCode? _code;
    private readonly string? _action;

    private PrivacyLogQuery(
        DateTimeOffset from, DateTimeOffset until, IReadOnlyList<StudentKey>? students = null, string? actor = null, SupportCode? code = null,
        string? action = null)
    {
        if (from >= until)
            throw new ArgumentException("The period ends before it begins.", nameof(until));
        (_from, _until, Students, _actor, _code, _action) = (from, until, students ?? [], actor, code, action);
    }

    /// <summary>The keys of the pupil, the current one first; empty when the query isn't by pupil.</summary>
    internal IReadOnlyList<StudentKey> Students { get; }

    /// <summary>The kind of search, as the log entry of the reading records it.</summary>
    internal string SearchKind => IsByPupil ? "by-pupil" : _code is not null ? "by-code" : _actor is not null ? "by-actor" : "by-period";

    /// <summary>The entries about a pupil: one partition per day and shard.</summary>
    /// <param name="keys">The keys, the pupil's current one first: the log entry of the reading has that key.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The moment after the last.</param>
    /// <param name="action">The action of the entries; null for every action.</param>
    /// <exception cref="ArgumentException">There is no key, or the period ends before it begins.</exception>
    internal static PrivacyLogQuery About(IReadOnlyList<StudentKey> keys, DateTimeOffset from, DateTimeOffset until, string? action = null) =>
        keys.Count == 0
            ? throw new ArgumentException("There is no key.", nameof(keys))
            : new PrivacyLogQuery(from, until, keys, action: action);

    /// <summary>The entries of one member of staff, or with <c>pupil</c> those of all pupils.</summary>
    /// <param name="actor">The object id, exact to the character.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The moment after the last.</param>
    /// <exception cref="ArgumentException">There is no actor, or the period ends before it begins.</exception>
    public static PrivacyLogQuery By(string actor, DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        return new PrivacyLogQuery(from, until, actor: actor);
    }

    /// <summary>The entries with a support code. The query reads a few partitions.</summary>
    public static PrivacyLogQuery WithCode(SupportCode code) => new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, code: code);

    /// <summary>All entries of a period.</summary>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The moment after the last.</param>
    /// <exception cref="ArgumentException">The period ends before it begins.</exception>
    public static PrivacyLogQuery Between(DateTimeOffset from, DateTimeOffset until) => new(from, until);

    /// <summary>The parts of the table to read, in the table's order.</summary>
    /// <param name="asOf">When the reading began. Later entries are left out, including those that record the reading.</param>
    internal IEnumerable<PrivacyLogSegment> Segments(DateTimeOffset asOf)
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
        if (_action is not null)
            period = $"{period} and {TableClient.CreateQueryFilter($"Action eq {_action}")}";
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
            .. from key in Students
               group key by PrivacyLogPartition.ShardOf(key) into shard
               orderby shard.Key
               select (shard.Key, $"{period} and ({string.Join(" or ", shard.Select(key => TableClient.CreateQueryFilter($"Student eq {key.ToString()}")))})"),
        ];
        return from day in days
               from shard in shards
               select new PrivacyLogSegment(new PrivacyLogPartition(day, shard.Shard).ToString(), shard.Condition);
    }

    private bool IsByPupil => Students.Count > 0;

    private static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
}

/// <summary>A part of the privacy log's table: a partition, and a filter for its rows.</summary>
internal sealed record PrivacyLogSegment(string Partition, string Condition)
{
    public string Filter => $"{TableClient.CreateQueryFilter($"PartitionKey eq {Partition}")} and {Condition}";

    /// <summary>The filter for the rows of this part after a given row; null when none can follow.</summary>
    public string? FilterAfter(string partition, string row) => string.CompareOrdinal(Partition, partition) switch
    {
        > 0 => Filter,
        0 => $"{TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {row}")} and {Condition}",
        < 0 => null,
    };
}
