using System.Globalization;
using CsvHelper;
using LeerId.Text;

namespace LeerId.Schools.Import;

/// <summary>
/// Writes the list as a CSV file that a spreadsheet opens without running anything in it, and that can be imported again unchanged. The separator is
/// <c>;</c> and the encoding UTF-8 with a byte order mark, as Excel expects in Belgium.
/// </summary>
public static class SchoolListExport
{
    private const char Separator = ';';

    private static readonly SchoolColumn[] Columns =
    [
        SchoolListFile.Number, SchoolListFile.Name, SchoolListFile.From, SchoolListFile.Until, SchoolListFile.Board, SchoolListFile.FormerNumbers,
        SchoolListFile.Municipality,
    ];

    /// <summary>Writes the file.</summary>
    public static byte[] Write(IEnumerable<SchoolContract> schools)
    {
        ArgumentNullException.ThrowIfNull(schools);
        using MemoryStream file = new();
        using (CsvWriter writer = CsvWriter.Create(file, new CsvWriterOptions { Separator = Separator, WriteByteOrderMark = true }, leaveOpen: true))
        {
            writer.WriteRecord([.. Columns.Select(column => column.Name)]);
            foreach (SchoolContract school in schools)
            {
                writer.WriteRecord([
                    school.Number.ToString(),
                    SpreadsheetText.Protect(school.Name),
                    Day(school.From),
                    school.Until is { } until ? Day(until) : "",
                    SpreadsheetText.Protect(school.Board ?? ""),
                    string.Join(' ', school.FormerNumbers),
                    SpreadsheetText.Protect(school.Municipality ?? "")]);
            }
        }

        return file.ToArray();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
