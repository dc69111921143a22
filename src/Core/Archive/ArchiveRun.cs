using System.Globalization;
using System.Security.Cryptography;

namespace LeerId.Archive;

/// <summary>One run of the archive.</summary>
/// <param name="At">The moment when it began, UTC.</param>
/// <param name="Id">The id, which is part of the names of its files. The ids of later runs sort after those of earlier ones.</param>
internal sealed record ArchiveRun(DateTimeOffset At, string Id)
{
    private const int RandomBytes = 4;

    /// <summary>Makes a run that begins now. Two runs that begin at the same moment have different ids.</summary>
    public static ArchiveRun Begin(DateTimeOffset now) => new(now, $"{Sortable(now)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}");

    /// <summary>Returns a moment in the form with which ids begin.</summary>
    public static string Sortable(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
}
