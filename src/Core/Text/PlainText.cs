using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace LeerId.Text;

/// <summary>Cleans text from others, so that it can be stored, mailed and put into a header.</summary>
internal static class PlainText
{
    // The fillers of Hangul and the empty cell of Braille have the categories of letters and symbols, but no visible shape.
    private static readonly int[] Fillers = [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0];

    /// <summary>Replaces line ends by line feeds, and control characters and halves of surrogate pairs by U+FFFD.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.ReplaceLineEndings("\n").EnumerateRunes())
            clean.Append(Rune.IsControl(rune) && rune.Value is not ('\n' or '\t') ? Rune.ReplacementChar.ToString() : rune.ToString());
        return clean.ToString();
    }

    /// <summary>Makes one line. Characters that break a header or change the reading direction become spaces.</summary>
    public static string Header(string text)
    {
        StringBuilder header = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            header.Append(IsHarmless(rune) ? rune.ToString() : " ");
        return header.ToString().Trim();
    }

    /// <summary>Whether a text has no visible character, such as a text of zero-width spaces.</summary>
    public static bool IsBlank([NotNullWhen(false)] string? text) => text is null
        || text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune) || !IsHarmless(rune) || Fillers.Contains(rune.Value)
            // A combining mark is invisible without a character before it.
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
