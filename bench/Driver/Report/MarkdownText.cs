using System.Globalization;
using System.Text;

namespace LeerId.Bench.Driver.Report;

/// <summary>A document in Markdown.</summary>
internal sealed class MarkdownText
{
    // All documents are wrapped at this column. A picture and a row of a table stay one line.
    private const int Columns = 120;

    private readonly StringBuilder _text = new();

    public void Table(string[] heads, IEnumerable<string[]> rows)
    {
        foreach (string[] row in rows.Prepend([.. heads.Select(_ => "---")]).Prepend(heads))
            _text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        _text.Append('\n');
    }

    public void Picture(string file, string description) => _text.Append(CultureInfo.InvariantCulture, $"![{description}](images/performance/{file})\n\n");

    public void Paragraph(params FormattableString[] pieces)
    {
        int column = 0;
        foreach (string word in string.Concat(pieces.Select(piece => piece.ToString(CultureInfo.InvariantCulture))).Split(' '))
        {
            bool fits = column + 1 + word.Length <= Columns;
            _text.Append(column == 0 ? "" : fits ? " " : "\n").Append(word);
            column = column == 0 || !fits ? word.Length : column + 1 + word.Length;
        }

        _text.Append("\n\n");
    }

    public override string ToString() => _text.ToString();

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
