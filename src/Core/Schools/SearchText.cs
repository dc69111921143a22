using System.Globalization;
using System.Text;
using LeerId.Text;

namespace LeerId.Schools;

/// <summary>Normalises texts for a search: case, accents and punctuation are ignored.</summary>
internal static class SearchText
{
    private const char Space = ' ';

    /// <summary>Returns the words of a text in capitals, without accents, with one space between them.</summary>
    public static string Fold(string text)
    {
        StringBuilder folded = new(text.Length);
        // Half a surrogate pair can't be normalised.
        foreach (Rune rune in PlainText.Clean(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                continue;
            if (Rune.IsLetterOrDigit(rune))
                folded.Append(Rune.ToUpperInvariant(rune));
            else if (folded.Length > 0 && folded[^1] != Space)
                folded.Append(Space);
        }

        return folded.ToString().TrimEnd(Space);
    }

    /// <summary>Returns the words of a query, each folded.</summary>
    public static string[] Words(string query) => Fold(query).Split(Space, StringSplitOptions.RemoveEmptyEntries);
}
