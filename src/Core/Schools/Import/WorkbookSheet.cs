namespace LeerId.Schools.Import;

/// <summary>The rows of a sheet that aren't empty, and its merged cells.</summary>
internal sealed record WorkbookSheet(IReadOnlyList<WorkbookRow> Rows, IReadOnlyList<WorkbookRange> Merged);

/// <summary>A row, with its cells from left to right.</summary>
/// <param name="Number">Its number, counted from 1.</param>
/// <param name="Cells">The cells that aren't empty.</param>
internal sealed record WorkbookRow(int Number, IReadOnlyList<WorkbookCell> Cells);

/// <summary>A cell.</summary>
/// <param name="Column">Its column, counted from 0.</param>
/// <param name="Text">Its value as text, without surrounding spaces; a day is <c>yyyy-MM-dd</c>.</param>
/// <param name="IsDate">Whether the spreadsheet stores it as a date.</param>
/// <param name="Fault">The reason why it has no value; null if it has one.</param>
internal sealed record WorkbookCell(int Column, string Text, bool IsDate = false, SchoolRuleFault? Fault = null);

/// <summary>A range of cells; rows are counted from 1, columns from 0.</summary>
internal readonly record struct WorkbookRange(int Top, int Left, int Bottom);

/// <summary>The names of cells, such as <c>B12</c>.</summary>
internal static class WorkbookCellName
{
    public const int MaxColumns = 16_384;
    public const int MaxRows = 1_048_576;

    private const int Letters = 26;

    public static string Of(int row, int column)
    {
        string letters = "";
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / Letters)
            letters = (char)('A' + ((rest - 1) % Letters)) + letters;
        return letters + row.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Returns the row and the column of a cell's name.</summary>
    /// <exception cref="InvalidDataException">The text isn't the name of a cell.</exception>
    public static (int Row, int Column) Read(ReadOnlySpan<char> name)
    {
        int column = 0, row = 0, index = 0;
        for (; index < name.Length && char.IsAsciiLetterUpper(name[index]) && column <= MaxColumns; index++)
            column = (column * Letters) + name[index] - 'A' + 1;
        int letters = index;
        for (; index < name.Length && char.IsAsciiDigit(name[index]) && row <= MaxRows; index++)
            row = (row * 10) + name[index] - '0';
        return letters > 0 && index == name.Length && index > letters && row is >= 1 and <= MaxRows && column <= MaxColumns
            ? (row, column - 1)
            : throw new InvalidDataException("A cell has an invalid name.");
    }
}
