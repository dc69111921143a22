using System.Globalization;
using System.Text;

namespace LeerId.Text;

/// <summary>Makes text of others fit to be stored, mailed and put into a header.</summary>
internal static class PlainText
{
    /// <summary>Line ends become line feeds; control characters and halves of surrogate pairs become U+FFFD.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.ReplaceLineEndings("\n").EnumerateRunes())
            clean.Append(Rune.IsControl(rune) && rune.Value is not ('\n' or '\t') ? Rune.ReplacementChar.ToString() : rune.ToString());
        return clean.ToString();
    }

    /// <summary>One line without anything that breaks a header or turns the reading direction: what does becomes a space.</summary>
    public static string Header(string text)
    {
        StringBuilder header = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            header.Append(IsHarmless(rune) ? rune.ToString() : " ");
        return header.ToString().Trim();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
