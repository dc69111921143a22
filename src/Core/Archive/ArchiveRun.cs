using System.Globalization;
using System.Security.Cryptography;

namespace LeerId.Archive;

/// <summary>One run of the archive.</summary>
/// <param name="At">When it began, UTC.</param>
/// <param name="Id">Names its files. The ids of later runs sort after those of earlier ones.</param>
internal sealed record ArchiveRun(DateTimeOffset At, string Id)
{
    private const int RandomBytes = 4;

    /// <summary>A run that begins now. Two that begin in one moment have different ids.</summary>
    public static ArchiveRun Begin(DateTimeOffset now) => new(now, $"{Sortable(now)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}");

    /// <summary>A moment in the form with which ids begin.</summary>
    public static string Sortable(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
}
