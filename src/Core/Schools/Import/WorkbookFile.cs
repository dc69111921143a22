using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace LeerId.Schools.Import;

/// <summary>
/// Distinguishes workbooks from CSV files, and refuses those that can't be a list of schools before they are parsed: too large when unpacked, with macros,
/// protected with a password, or in the format from before Excel 2007.
/// </summary>
internal static class WorkbookFile
{
    /// <summary>The maximum size of all parts together when unpacked, in bytes: more than twice that of a list of 20,000 schools.</summary>
    public const long MaximumUnpackedBytes = 32 * 1024 * 1024;

    /// <summary>The maximum number of parts. A list has some ten.</summary>
    public const int MaximumParts = 500;

    /// <summary>The maximum ratio of the unpacked parts to the file. A list has a ratio of some 5 to 20, and a ZIP bomb some 1,000.</summary>
    public const int MaximumRatio = 250;

    private const string MacroPart = "vbaProject.bin";

    // The format that Office used before 2007, and that it still uses for a workbook with a password.
    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] EncryptedPart = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <summary>Whether a file is a workbook, even one that will be refused.</summary>
    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith("PK"u8) || file.StartsWith(CompoundFile);

    /// <summary>Returns the reason why a workbook must not be parsed; null if it may be.</summary>
    public static SchoolRuleFault? Check(ReadOnlyMemory<byte> file)
    {
        if (file.Span.StartsWith(CompoundFile))
        {
            return file.Span.IndexOf(EncryptedPart) >= 0
                ? new("The file is protected with a password: save it without one.", "is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord")
                : new("The file has the old format .xls: save it as .xlsx.", "heeft de oude vorm .xls. Bewaar het als .xlsx");
        }

        try
        {
            using MemoryStream stream = new(file.ToArray(), writable: false);
            using ZipArchive archive = new(stream, ZipArchiveMode.Read);
            return Check(archive, file.Length);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return WorkbookReader.Unreadable;
        }
    }

    private static SchoolRuleFault? Check(ZipArchive archive, int packedBytes)
    {
        if (archive.Entries.Count > MaximumParts)
        {
            return new(
                string.Create(CultureInfo.InvariantCulture, $"The file has more than {MaximumParts} parts: copy the list to a new workbook."),
                string.Create(CultureInfo.InvariantCulture, $"heeft meer dan {MaximumParts} onderdelen. Kopieer de lijst naar een nieuw bestand"));
        }

        // The sizes in the file can be false. The ZIP reader never returns more bytes of a part than its size in the file.
        long bytes = archive.Entries.Sum(part => part.Length);
        if (bytes > MaximumUnpackedBytes || bytes > (long)MaximumRatio * packedBytes)
        {
            return new(
                "The file is too large when unpacked: copy the list to a new workbook.",
                "is te groot als het uitgepakt is. Kopieer de lijst naar een nieuw bestand");
        }

        return archive.Entries.Any(part => part.Name.Equals(MacroPart, StringComparison.OrdinalIgnoreCase)) ? WorkbookReader.HasMacros : null;
    }
}
