using System.Globalization;
using CsvHelper;
using LeerId.Calendar;
using LeerId.Text;

namespace LeerId.DataSubjects;

/// <summary>
/// Writes entries of the privacy log as a CSV file in Dutch. The separator is <c>;</c> and the encoding UTF-8 with a byte order mark, as Excel expects in
/// Belgium. A text that a spreadsheet would take for a formula gets an apostrophe before it.
/// </summary>
public static class LogFile
{
    private const char Separator = ';';

    private static readonly (string Name, Func<LogLine, string?> Value)[] Columns =
    [
        ("Nummer", line => line.Id),
        ("Wanneer (UTC)", line => line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        ("Wanneer (Brussel)", line => line.Moment),
        ("Wie", line => line.Actor),
        ("Rol", line => line.Role),
        ("Wat", line => line.Action),
        ("Uitkomst", line => line.Outcome),
        ("Uitleg", line => line.Reason),
        ("Gekozen reden", line => line.PurposeKind),
        ("Waarom", line => line.Purpose),
        ("Leerling (pseudoniem)", line => line.Student),
        ("Toepassing", line => line.Application),
        ("Hulpcode", line => line.SupportCode),
    ];

    /// <summary>Writes the file. If the search stopped before its end, the last line says so.</summary>
    public static ReadOnlyMemory<byte> Write(LogPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        using MemoryStream file = new();
        using (CsvWriter writer = CsvWriter.Create(file, new CsvWriterOptions { Separator = Separator, WriteByteOrderMark = true }, leaveOpen: true))
        {
            writer.WriteRecord([.. Columns.Select(column => column.Name)]);
            foreach (LogLine line in page.Lines)
                writer.WriteRecord([.. Columns.Select(column => SpreadsheetText.Protect(column.Value(line) ?? ""))]);
            if (page.Reached is { } day)
                writer.WriteRecord(Remark($"Niet volledig: er is gezocht tot {DutchDate.Day(day)}. Vraag een kortere periode."));
            if (page.Unreadable > 0)
                writer.WriteRecord(Remark($"Niet leesbaar: {DutchDate.Count(page.Unreadable)} regels. Laat het zegel van die dagen nakijken."));
        }

        return file.ToArray();
    }

    // The text is in the first column, and the line has the same number of columns as the others.
    private static string[] Remark(string text) => [text, .. Columns.Skip(1).Select(_ => "")];
}
