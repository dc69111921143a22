using System.Globalization;

namespace LeerId.Schools.Import;

/// <summary>Converts the values of cells to text, in the forms of a list in a CSV file.</summary>
internal sealed class WorkbookValues(WorkbookStyles styles, IReadOnlyList<string> texts)
{
    // A number with more digits isn't a school number, and can't be written exactly.
    private const double MaxWhole = 1e15;

    private static readonly SchoolRuleFault NoResult = new(
        "has a formula without a result: open the file in Excel, and save it", "heeft een formule zonder resultaat. Open het bestand in Excel en bewaar het");

    private static readonly SchoolRuleFault Error = new(
        "has a formula error, such as #N/A, instead of a value", "heeft een fout van een formule, zoals #N/B, in plaats van een waarde");

    /// <summary>Reads the value of a cell.</summary>
    /// <exception cref="FormatException">The number of its text or of its style isn't a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The workbook has no text with that number.</exception>
    /// <exception cref="InvalidDataException">The standard doesn't define the cell's type.</exception>
    public WorkbookCell Read(int column, WorkbookRawCell cell, string inline)
    {
        // If this counted as an empty cell, it could make a contract without an end.
        if (cell is { HasFormula: true, Value: null })
            return new WorkbookCell(column, "", Fault: NoResult);
        string value = cell.Value ?? "";
        return cell.Type switch
        {
            "s" when value.Length > 0 => new WorkbookCell(column, texts[int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)]),
            "inlineStr" => new WorkbookCell(column, WorkbookText.Decode(inline)),
            "str" => new WorkbookCell(column, WorkbookText.Decode(value)),
            "b" when value.Length > 0 => new WorkbookCell(column, value is "1" or "true" ? "TRUE" : "FALSE"),
            "e" => new WorkbookCell(column, "", Fault: Error),
            "d" when value.Length > 0 => new WorkbookCell(
                column, Day(DateTime.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)), IsDate: true),
            "n" or "s" or "b" or "d" => Number(column, value.Trim(), styles.Of(cell.Style)),
            _ => throw new InvalidDataException("A cell has a type that the standard doesn't define."),
        };
    }

    private WorkbookCell Number(int column, string text, WorkbookFormat format)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return new WorkbookCell(column, text);
        if (format.IsDate && styles.Moment(number) is { } moment)
            return new WorkbookCell(column, Day(moment), IsDate: true);
        bool isWhole = Math.Abs(number) < MaxWhole && number == Math.Truncate(number);
        // A number that is shown as 012345 was typed as 012345.
        string digits = format.Zeros > 0 && isWhole && number >= 0 ? $"D{format.Zeros}" : "D";
        return new WorkbookCell(
            column, isWhole ? ((long)number).ToString(digits, CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture));
    }

    private static string Day(DateTime moment) =>
        moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
