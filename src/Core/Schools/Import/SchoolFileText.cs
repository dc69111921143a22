using System.Text;
using System.Text.Unicode;

namespace LeerId.Schools.Import;

/// <summary>
/// Decodes the bytes of a file to UTF-8 without a byte order mark. Excel in Belgium saves CSV in Windows-1252 or UTF-8, and Windows PowerShell in UTF-16.
/// </summary>
internal static class SchoolFileText
{
    private const byte Nul = 0;
    private const byte LineFeed = (byte)'\n';

    // The provider has no state and supports Windows-1252, which .NET itself doesn't.
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Decodes a file to UTF-8; null, with one fault, if it contains no text.</summary>
    /// <param name="file">The whole file, with or without a byte order mark.</param>
    /// <param name="faults">Receives the fault.</param>
    /// <param name="warnings">Receives a warning if the file is read as Windows-1252, because nothing in the file says that it is.</param>
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
                SchoolFilePlace.File, "The file contains NUL characters, so it is not a CSV file: save it as CSV in UTF-8.",
                "is geen Excel- of CSV-bestand. Bewaar het als .xlsx, of als CSV in UTF-8");
            return null;
        }

        if (FirstLineBeyondUtf8(text.Span) is not { } line)
            return text;
        warnings.Add(
            new SchoolFilePlace(line), "The file is not UTF-8 and is read as Windows-1252: check the accents in the names.",
            "het bestand is geen UTF-8 en is gelezen als Windows-1252. Kijk de accenten in de namen na");
        return Encoding.Convert(Windows1252, Encoding.UTF8, text.ToArray());
    }

    // A header begins with an ASCII character, which UTF-16 writes as that character and a NUL. Therefore UTF-16 is recognised without a byte order mark.
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
