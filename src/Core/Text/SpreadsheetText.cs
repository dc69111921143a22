namespace LeerId.Text;

/// <summary>
/// Text in a CSV file that a spreadsheet must not take for a formula: an apostrophe goes before it. Text that has apostrophes
/// before such a beginning gets one more, so that taking one away always gives the text back.
/// </summary>
internal static class SpreadsheetText
{
    private const char Shield = '\'';
    private const string FormulaStarts = "=+-@\t\r\n";

    public static string Protect(string text) => IsFormula(text.TrimStart(Shield)) ? Shield + text : text;

    public static string Unprotect(string text) => text.StartsWith(Shield) && IsFormula(text.TrimStart(Shield)) ? text[1..] : text;

    private static bool IsFormula(string text) => text.Length > 0 && FormulaStarts.Contains(text[0]);
}
