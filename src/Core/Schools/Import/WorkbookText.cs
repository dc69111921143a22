using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using SheetText = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace LeerId.Schools.Import;

/// <summary>
/// Decodes and encodes texts of a workbook. A character that XML doesn't allow is stored as, for example, <c>_x000D_</c> (ISO/IEC 29500-1, section
/// 22.9.2.19).
/// </summary>
internal static partial class WorkbookText
{
    /// <summary>Returns a stored text as somebody typed it, without surrounding spaces.</summary>
    public static string Decode(string text) => Escape().Replace(text, match => XmlConvert.DecodeName(match.Value)).Trim();

    /// <summary>Returns a text as it is stored. A character that XML doesn't allow becomes U+FFFD.</summary>
    public static string Encode(string text)
    {
        StringBuilder encoded = new(text.Length);
        foreach (Rune rune in Escape().Replace(text, match => "_x005F" + match.Value).EnumerateRunes())
            encoded.Append(rune.Utf16SequenceLength == 1 && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar.ToString() : rune.ToString());
        return encoded.ToString();
    }

    /// <summary>Reads the texts to which cells refer by number; empty if the workbook has no such part.</summary>
    public static IReadOnlyList<string> ReadShared(OpenXmlReader? part)
    {
        List<string> texts = [];
        if (part is null)
            return texts;
        using OpenXmlReader reader = part;
        StringBuilder? text = null;
        // The phonetic guide of a Japanese text isn't part of the text.
        bool isPhonetic = false;
        while (reader.Read())
        {
            if (reader.ElementType == typeof(PhoneticRun))
                isPhonetic = reader.IsStartElement;
            if (!reader.IsStartElement)
                continue;
            if (reader.ElementType == typeof(SharedStringItem))
            {
                Add();
                text = new StringBuilder();
            }
            else if (reader.ElementType == typeof(SheetText) && !isPhonetic)
            {
                text?.Append(reader.GetText());
            }
        }

        Add();
        return texts;

        void Add()
        {
            if (text is not null)
                texts.Add(Decode(text.ToString()));
        }
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
