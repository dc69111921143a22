using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace LeerId.Schools.Import;

/// <summary>The format in which a number is shown.</summary>
/// <param name="IsDate">Whether the number is shown as a day.</param>
/// <param name="Zeros">The minimum number of digits, such as 6 with the format <c>000000</c>; 0 for another format.</param>
internal readonly record struct WorkbookFormat(bool IsDate, int Zeros);

/// <summary>The styles of a workbook, used only to tell which numbers are days. A spreadsheet stores a day as a number.</summary>
internal sealed partial class WorkbookStyles
{
    private static readonly SearchValues<char> PartsOfDate = SearchValues.Create("dmyDMY");

    private const int MaxZeros = 10;

    // Days are counted from 31 December 1899, or in files of an old Macintosh from 1904 (ISO/IEC 29500-1, section 18.17.4.1).
    private const int DaysUntil1904 = 1462;

    private readonly List<WorkbookFormat> _formats = [];
    private readonly bool _startsIn1904;

    private WorkbookStyles(bool startsIn1904) => _startsIn1904 = startsIn1904;

    /// <summary>Reads the styles. In a workbook without styles, no number is a day.</summary>
    public static WorkbookStyles Read(OpenXmlReader? part, bool startsIn1904)
    {
        WorkbookStyles styles = new(startsIn1904);
        if (part is null)
            return styles;
        using OpenXmlReader reader = part;
        Dictionary<int, string> codes = [];
        bool isOfCells = false;
        while (reader.Read())
        {
            if (!reader.IsStartElement)
                continue;
            Type element = reader.ElementType;
            if (element == typeof(NumberingFormat))
                codes[Id(reader)] = reader.Attribute("formatCode") ?? "";
            else if (element == typeof(CellFormats) || element == typeof(CellStyleFormats))
                isOfCells = element == typeof(CellFormats);
            else if (element == typeof(CellFormat) && isOfCells)
                styles._formats.Add(Format(Id(reader), codes));
        }

        return styles;
    }

    /// <summary>Returns the format of a style.</summary>
    /// <exception cref="FormatException">The style isn't a number.</exception>
    public WorkbookFormat Of(string? style)
    {
        int index = style is null ? 0 : int.Parse(style, NumberStyles.None, CultureInfo.InvariantCulture);
        return index < _formats.Count ? _formats[index] : default;
    }

    /// <summary>Returns the moment that a number represents; null if there is none.</summary>
    public DateTime? Moment(double number)
    {
        double days = _startsIn1904 ? number + DaysUntil1904 : number;
        // The last day is in the year 9999.
        return days is >= 0 and < 2_958_466 ? DateTime.FromOADate(days) : null;
    }

    private static int Id(OpenXmlReader reader) =>
        reader.Attribute("numFmtId") is { } id ? int.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static WorkbookFormat Format(int id, Dictionary<int, string> codes)
    {
        if (codes.TryGetValue(id, out string? code))
        {
            string bare = Quoted().Replace(code, "");
            return new WorkbookFormat(bare.AsSpan().ContainsAny(PartsOfDate), code.Length <= MaxZeros && code.All(c => c == '0') ? code.Length : 0);
        }

        // The built-in formats, including those of specific languages (section 18.8.30).
        return new WorkbookFormat(id is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58), 0);
    }

    // Matches text in quotes, a colour or a condition in brackets, and single characters that are literal text.
    [GeneratedRegex("\"[^\"]*\"?|\\[[^\\]]*\\]?|[\\\\_*].?", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
