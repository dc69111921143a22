using System.Globalization;

namespace LeerId.Schools.Import;

/// <summary>The place of a fault or a warning in a file. The file as a whole has no line, no cell and no column.</summary>
/// <param name="Line">The line of a CSV file or the row of a workbook, counted from 1 with the header; null if it concerns no single line.</param>
/// <param name="Cell">The cell of a workbook, such as <c>B12</c>; null in a CSV file, or if it concerns no single cell.</param>
/// <param name="Field">The column in English; null if it concerns no single column.</param>
/// <param name="DutchField">The column in Dutch; null if it concerns no single column.</param>
internal readonly record struct SchoolFilePlace(long? Line = null, string? Cell = null, string? Field = null, string? DutchField = null)
{
    /// <summary>The file as a whole.</summary>
    public static SchoolFilePlace File => default;

    /// <summary>The line or the cell in a sentence, such as <c>on line 12</c>.</summary>
    public string English => Cell is null ? string.Create(CultureInfo.InvariantCulture, $"on line {Line}") : $"in cell {Cell}";

    /// <summary>The line or the cell in a Dutch sentence, such as <c>op regel 12</c>.</summary>
    public string Dutch => Cell is null ? string.Create(CultureInfo.InvariantCulture, $"op regel {Line}") : $"in cel {Cell}";

    /// <summary>The place as a Dutch label before a fault, such as <c>Cel B12 (naam)</c>.</summary>
    public string Label
    {
        get
        {
            string? place = Cell is not null ? $"Cel {Cell}" : Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"Regel {line}") : null;
            return (place, DutchField) switch
            {
                (null, null) => "Het bestand",
                (null, _) => $"Kolom {DutchField}",
                (_, null) => place,
                _ => $"{place} ({DutchField})",
            };
        }
    }
}
