using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LeerId.PrivacyLog;

/// <summary>
/// The short code on a refusal page, such as <c>K763-QX9M</c>, under which staff find the reason in the privacy log. Its
/// first three characters say the day and the shard, so that a look-up reads one or two partitions and not three years of
/// them; the rest is random. No vowels, no 0 and 1: it spells no word and is easy to read out.
/// </summary>
public readonly record struct SupportCode
{
    private const string Alphabet = "23456789BCDFGHJKMNPQRSTVWXYZ";
    private const int Length = 8;
    private const int Half = Length / 2;

    private static readonly int DayCycle = Alphabet.Length * Alphabet.Length;

    private readonly string? _characters;

    private SupportCode(string characters) => _characters = characters;

    /// <summary>The shard of the privacy log the entry is in.</summary>
    public int Shard => Alphabet.IndexOf(_characters![2], StringComparison.Ordinal);

    /// <summary>A new code for an entry of this day (UTC) in this shard.</summary>
    public static SupportCode New(DateOnly day, int shard)
    {
        int position = day.DayNumber % DayCycle;
        return new SupportCode(string.Concat(
            Alphabet[position / Alphabet.Length].ToString(),
            Alphabet[position % Alphabet.Length].ToString(),
            Alphabet[shard].ToString(),
            RandomNumberGenerator.GetString(Alphabet, Length - 3)));
    }

    /// <summary>Reads a code as people type it: in any case, with or without the hyphen or spaces.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SupportCode code)
    {
        string characters = string.Concat((text ?? "").Where(c => c is not ('-' or ' '))).ToUpperInvariant();
        bool valid = characters.Length == Length && characters.All(c => Alphabet.Contains(c, StringComparison.Ordinal))
            && Alphabet.IndexOf(characters[2], StringComparison.Ordinal) < PrivacyLogPartition.Shards;
        code = valid ? new SupportCode(characters) : default;
        return valid;
    }

    /// <summary>The days (UTC), newest first, on which the code can have been made, as far back as the given number of days.</summary>
    public IEnumerable<DateOnly> Days(DateOnly today, int daysBack)
    {
        int position = (Alphabet.IndexOf(_characters![0], StringComparison.Ordinal) * Alphabet.Length)
            + Alphabet.IndexOf(_characters[1], StringComparison.Ordinal);
        int newest = today.DayNumber - ((today.DayNumber - position) % DayCycle);
        for (int day = newest; day >= today.DayNumber - daysBack; day -= DayCycle)
            yield return DateOnly.FromDayNumber(day);
    }

    /// <summary>The code in two groups of four; empty for the default value.</summary>
    public override string ToString() => _characters is null ? "" : $"{_characters[..Half]}-{_characters[Half..]}";
}
