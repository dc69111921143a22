using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using LeerId.Text;

namespace LeerId.PrivacyLog;

/// <summary>
/// The short code on a refusal page, such as <c>K763-QX9M</c>, with which staff find the reason in the privacy log. Its first three characters encode the
/// day and the shard, so that a lookup reads a few partitions instead of three years of them. The other characters are random. If a refusal has no entry
/// in the log, the code contains the reason: its third character belongs to no shard, and the fourth is the number of the reason. A code has no vowels, 0
/// or 1, so that it spells no word and is easy to read out.
/// </summary>
public readonly record struct SupportCode
{
    private const string Alphabet = "23456789BCDFGHJKMNPQRSTVWXYZ";
    private const int Length = 8;
    private const int Half = Length / 2;
    private const int ShardIndex = 2;
    private const int ReasonIndex = 3;

    // The last character of the alphabet stays free if the log ever gets more shards.
    private const int Unrecorded = 27;

    private static readonly int DayCycle = Alphabet.Length * Alphabet.Length;

    private readonly string? _characters;

    private SupportCode(string characters) => _characters = characters;

    /// <summary>The shard of the entry in the privacy log. The value of a code without an entry is not a shard of the log.</summary>
    public int Shard => Position(ShardIndex);

    /// <summary>The number of the reason in the code; null for the code of an entry. Anybody can make up a code with a reason.</summary>
    public int? UnrecordedReason => Shard == Unrecorded ? Position(ReasonIndex) : null;

    /// <summary>The fault of a field <c>code</c> that is not a support code.</summary>
    internal static FieldFault Fault { get; } = new("code", "must be a support code, such as K763-QX9M", "is geen hulpcode zoals K763-QX9M");

    /// <summary>A new code for an entry of this day (UTC) in this shard.</summary>
    public static SupportCode New(DateOnly day, int shard) => New(day, Alphabet[shard].ToString());

    /// <summary>A new code for a refusal of this day (UTC) without an entry in the log.</summary>
    /// <param name="day">The day (UTC).</param>
    /// <param name="reason">The number of the reason, from 0 to 27.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number does not fit in the code.</exception>
    public static SupportCode NewUnrecorded(DateOnly day, int reason)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(reason, Alphabet.Length);
        return New(day, string.Concat(Alphabet[Unrecorded].ToString(), Alphabet[reason].ToString()));
    }

    /// <summary>Reads a code as people type it: in any case, with or without the hyphen or spaces.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SupportCode code)
    {
        string characters = string.Concat((text ?? "").Where(c => c is not ('-' or ' '))).ToUpperInvariant();
        bool valid = characters.Length == Length && characters.All(c => Alphabet.Contains(c, StringComparison.Ordinal))
            && new SupportCode(characters).Shard is < PrivacyLogPartition.Shards or Unrecorded;
        code = valid ? new SupportCode(characters) : default;
        return valid;
    }

    /// <summary>The last day (UTC) on which the code can have been made.</summary>
    public DateOnly NewestDay(DateOnly today) => Days(today, DayCycle - 1).First();

    /// <summary>The days (UTC), newest first, on which the code can have been made, as far back as the given number of days.</summary>
    public IEnumerable<DateOnly> Days(DateOnly today, int daysBack)
    {
        int position = (Position(0) * Alphabet.Length) + Position(1);
        int newest = today.DayNumber - ((today.DayNumber - position) % DayCycle);
        for (int day = newest; day >= today.DayNumber - daysBack; day -= DayCycle)
            yield return DateOnly.FromDayNumber(day);
    }

    /// <summary>The code in two groups of four; empty for the default value.</summary>
    public override string ToString() => _characters is null ? "" : $"{_characters[..Half]}-{_characters[Half..]}";

    private static SupportCode New(DateOnly day, string afterDay)
    {
        int position = day.DayNumber % DayCycle;
        string known = string.Concat(Alphabet[position / Alphabet.Length].ToString(), Alphabet[position % Alphabet.Length].ToString(), afterDay);
        return new SupportCode(known + RandomNumberGenerator.GetString(Alphabet, Length - known.Length));
    }

    private int Position(int index) => Alphabet.IndexOf(_characters![index], StringComparison.Ordinal);
}
