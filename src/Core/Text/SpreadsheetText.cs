namespace LeerId.Text;

/// <summary>
/// Protects text in a CSV file that a spreadsheet would read as a formula, by an apostrophe before it. Text that already has apostrophes before the start of
/// a formula gets one more, so that removing one always restores the text.
/// </summary>
internal static class SpreadsheetText
{
    private const char Shield = '\'';
    private const string FormulaStarts = "=+-@\t\r\n";

    public static string Protect(string text) => IsFormula(text.TrimStart(Shield)) ? Shield + text : text;

    public static string Unprotect(string text) => text.StartsWith(Shield) && IsFormula(text.TrimStart(Shield)) ? text[1..] : text;

    private static bool IsFormula(string text) => text.Length > 0 && FormulaStarts.Contains(text[0]);
}
