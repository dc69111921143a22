using System.Globalization;
using System.Security.Cryptography;
using LeerId.Students;

namespace LeerId.PrivacyLog;

/// <summary>
/// The partition of an entry: a day (UTC) and one of sixteen shards, which spread the load of a busy morning. On each day, all entries about one pupil are
/// in one shard.
/// </summary>
internal readonly record struct PrivacyLogPartition(DateOnly Day, int Shard)
{
    public const int Shards = 16;

    /// <summary>The format of the day at the beginning of a partition key.</summary>
    public const string DayFormat = "yyyyMMdd";

    /// <summary>The length of the day at the beginning of a partition key, in characters.</summary>
    public const int DayLength = 8;

    /// <summary>A day before this software existed. Rows of earlier days can't be entries of its log.</summary>
    public static readonly DateOnly Beginning = new(2020, 1, 1);

    public static PrivacyLogPartition For(DateTimeOffset at, StudentKey? student) => new(
        DateOnly.FromDateTime(at.UtcDateTime), student is { } key ? ShardOf(key) : RandomNumberGenerator.GetInt32(Shards));

    public static int ShardOf(StudentKey student) => Convert.ToInt32(student.ToString()[..1], fromBase: 16);

    /// <summary>The first partition key of the shard's key range. The ranges of a day have no gaps, so that no row can hide between them.</summary>
    public string From => Shard == 0 ? Start(Day) : ToString();

    /// <summary>The first partition key after the shard's key range.</summary>
    public string Until => Shard == Shards - 1 ? Start(Day.AddDays(1)) : (this with { Shard = Shard + 1 }).ToString();

    /// <summary>The shards of a day, in the table's order.</summary>
    public static IEnumerable<PrivacyLogPartition> Of(DateOnly day) => Enumerable.Range(0, Shards).Select(shard => new PrivacyLogPartition(day, shard));

    /// <summary>The start of a day's key range. Every row from here up to the next day's start belongs to the day, also a row that somebody added.</summary>
    public static string Start(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}-{Shard:x}");
}
