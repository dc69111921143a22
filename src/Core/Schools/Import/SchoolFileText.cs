using System.Text;
using System.Text.Unicode;

namespace LeerId.Schools.Import;

/// <summary>
/// The bytes of a file as UTF-8 without a byte order mark. Excel in Belgium saves CSV in Windows-1252 or in UTF-8, and Windows PowerShell in UTF-16.
/// </summary>
internal static class SchoolFileText
{
    private const byte Nul = 0;
    private const byte LineFeed = (byte)'\n';

    // It has no state and knows Windows-1252, which .NET itself doesn't offer.
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The file in UTF-8; null when it holds no text, which is then one fault.</summary>
    /// <param name="file">All of it, with or without a byte order mark.</param>
    /// <param name="faults">The fault goes here.</param>
    /// <param name="warnings">A file in Windows-1252 is a warning: nothing in the file itself says that it is.</param>
    public static ReadOnlyMemory<byte>? Decode(ReadOnlyMemory<byte> file, SchoolFileFaults faults, SchoolFileWarnings warnings)
    {
        ReadOnlyMemory<byte> text = Utf16(file.Span) is { } utf16 ? Encoding.Convert(utf16, Encoding.UTF8, file.ToArray()) : file;
        if (text.Span.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        if (text.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            faults.Add(SchoolFilePlace.File, "The file is empty.", "is leeg");
            return null;
        }

        if (text.Span.Contains(Nul))
        {
            faults.Add(
                SchoolFilePlace.File, "The file has NUL characters, so it is not a CSV file: save it as CSV in UTF-8.",
                "is geen Excel- of CSV-bestand. Bewaar het als .xlsx, of als CSV in UTF-8");
            return null;
        }

        if (FirstLineBeyondUtf8(text.Span) is not { } line)
            return text;
        warnings.Add(
            new SchoolFilePlace(line), "The file is not UTF-8 and is read as Windows-1252: look at the accents in the names.",
            "het bestand is geen UTF-8 en is gelezen als Windows-1252. Kijk de accenten in de namen na");
        return Encoding.Convert(Windows1252, Encoding.UTF8, text.ToArray());
    }

    // A header begins with an ASCII character, which UTF-16 writes as itself and a NUL: no mark is needed to tell.
    private static UnicodeEncoding? Utf16(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xFE, ..] or [not Nul, Nul, not Nul, Nul, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        [0xFE, 0xFF, ..] or [Nul, not Nul, Nul, not Nul, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        _ => null,
    };

    private static long? FirstLineBeyondUtf8(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
            return null;
        long line = 1;
        foreach (Range range in text.Split(LineFeed))
        {
            if (!Utf8.IsValid(text[range]))
                break;
            line++;
        }

        return line;
    }
}
