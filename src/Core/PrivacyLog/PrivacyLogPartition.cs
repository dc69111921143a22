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

    public static PrivacyLogPartition For(DateTimeOffset at, StudentKey? student) => new(
        DateOnly.FromDateTime(at.UtcDateTime),
        student is { } key ? Convert.ToInt32(key.ToString()[..1], fromBase: 16) : RandomNumberGenerator.GetInt32(Shards));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}-{Shard:x}");
}
