using System.Globalization;
using System.Security.Cryptography;
using LeerId.Students;

namespace LeerId.PrivacyLog;

/// <summary>
/// The partition an entry is in: a day (UTC) and one of sixteen shards, so that a busy morning is spread. The entries about
/// one pupil are in one shard of each day.
/// </summary>
internal readonly record struct PrivacyLogPartition(DateOnly Day, int Shard)
{
    public const int Shards = 16;

    /// <summary>The format of the day at the beginning of a partition key.</summary>
    public const string DayFormat = "yyyyMMdd";

    /// <summary>The length of the day at the beginning of a partition key, in characters.</summary>
    public const int DayLength = 8;

    /// <summary>Older than this software: what stands before it can't be its log.</summary>
    public static readonly DateOnly Beginning = new(2020, 1, 1);

    public static PrivacyLogPartition For(DateTimeOffset at, StudentKey? student) => new(
        DateOnly.FromDateTime(at.UtcDateTime), student is { } key ? ShardOf(key) : RandomNumberGenerator.GetInt32(Shards));

    public static int ShardOf(StudentKey student) => Convert.ToInt32(student.ToString()[..1], fromBase: 16);

    /// <summary>The first partition key that counts to the shard. The shards of a day leave no key between them, so that no row can hide there.</summary>
    public string From => Shard == 0 ? Start(Day) : ToString();

    /// <summary>The first partition key after the shard.</summary>
    public string Until => Shard == Shards - 1 ? Start(Day.AddDays(1)) : (this with { Shard = Shard + 1 }).ToString();

    /// <summary>The shards of a day, in the table's order.</summary>
    public static IEnumerable<PrivacyLogPartition> Of(DateOnly day) => Enumerable.Range(0, Shards).Select(shard => new PrivacyLogPartition(day, shard));

    /// <summary>The least partition key a day can have. Whatever is from here up to the next day's counts to the day, also what somebody added.</summary>
    public static string Start(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}-{Shard:x}");
}
