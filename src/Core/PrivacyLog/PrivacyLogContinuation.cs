using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace LeerId.PrivacyLog;

/// <summary>The position at which a reading of the privacy log continues. Its text is opaque, has no personal data and fits the same query only.</summary>
public readonly record struct PrivacyLogContinuation
{
    private const string Version = "1";
    private const char Separator = '\n';
    private const int MaximumLength = 512;

    internal PrivacyLogContinuation(DateTimeOffset asOf, string partition, string row) => (AsOf, Partition, Row) = (asOf, partition, row);

    /// <summary>When the reading began.</summary>
    internal DateTimeOffset AsOf { get; }

    /// <summary>The partition of the last row read.</summary>
    internal string Partition { get; } = "";

    /// <summary>The last row read.</summary>
    internal string Row { get; } = "";

    /// <summary>The day, UTC, that the reading has reached. All earlier days of the period have been read.</summary>
    public DateOnly ReachedDay => DateOnly.ParseExact(Partition[..PrivacyLogPartition.DayLength], PrivacyLogPartition.DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a text that <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PrivacyLogContinuation continuation)
    {
        continuation = default;
        if (text is null or { Length: 0 or > MaximumLength } || !Base64Url.IsValid(text))
            return false;

        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator);
        if (parts is not [Version, var ticks, { Length: > PrivacyLogPartition.DayLength } partition, { Length: > 0 } row]
            || !DateOnly.TryParseExact(
                partition[..PrivacyLogPartition.DayLength], PrivacyLogPartition.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out long asOf) || asOf > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        continuation = new PrivacyLogContinuation(new DateTimeOffset(asOf, TimeSpan.Zero), partition, row);
        return true;
    }

    /// <summary>The text. It needs no escaping in an address.</summary>
    public override string ToString() => Partition is { Length: > 0 }
        ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{Version}{Separator}{AsOf.UtcTicks}{Separator}{Partition}{Separator}{Row}")))
        : "";
}
