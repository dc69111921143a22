using System.Globalization;
using LeerId.Calendar;

namespace LeerId.Pages.StaffConsole.Plots;

/// <summary>
/// A plot of horizontal bars, with a table of the same figures below it. The parts of a bar differ in colour and pattern, and each has a text.
/// </summary>
/// <param name="Id">Names its elements in the page: lowercase letters and hyphens.</param>
/// <param name="Title">The title, in Dutch.</param>
/// <param name="Description">The plot in a Dutch sentence or two, for people who can't see it.</param>
/// <param name="RowName">The head of the table's first column, in Dutch, such as <c>Dag</c>.</param>
/// <param name="Series">The names of the parts of each bar, in Dutch.</param>
/// <param name="Rows">The bars, from top to bottom.</param>
public sealed record PlotModel(
    string Id, string Title, string Description, string RowName, IReadOnlyList<string> Series, IReadOnlyList<PlotRow> Rows)
{
    // In units of the drawing, which is as wide as the narrowest screen.
    internal const double BarLeft = 86;
    internal const int RowHeight = 17;
    internal const int BarHeight = 12;

    private const double BarRight = 276;
    private const double NarrowestPart = 1.5;
    private const double Gap = 3;

    /// <summary>A remark beside the figures, in Dutch; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>How many patterns there are. The first is no pattern.</summary>
    internal const int Patterns = 6;

    /// <summary>How many colours there are. With the patterns, thirty series differ.</summary>
    internal const int Colours = 5;

    internal int Height => Rows.Count * RowHeight;

    internal int PatternsInUse => Math.Min(Patterns, Series.Count);

    /// <summary>The parts of a row's bar that have a width, from left to right.</summary>
    internal IEnumerable<PlotPart> Parts(PlotRow row)
    {
        double largest = Math.Max(1, Rows.Max(other => other.Total));
        double left = BarLeft;
        foreach ((int series, long value) in (row.Values ?? []).Index())
        {
            if (value <= 0)
                continue;
            double width = Math.Max(NarrowestPart, value / largest * (BarRight - BarLeft));
            yield return new PlotPart(series, left, width, $"{row.Name}: {DutchDate.Count(value)} {Series[series]}");
            left += width;
        }
    }

    /// <summary>Where the text after a bar begins.</summary>
    internal double End(PlotRow row) => BarLeft + Parts(row).Sum(part => part.Width) + Gap;

    /// <summary>A length of the drawing, as an attribute has it.</summary>
    internal static string Unit(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A bar.</summary>
/// <param name="Label">Its label in the drawing: some twelve characters, in Dutch.</param>
/// <param name="Name">Its name in the table, in Dutch.</param>
/// <param name="Values">The value of each series; null if they are not known.</param>
/// <param name="Text">The text in place of a bar whose values are not known, in Dutch; null if they are.</param>
public sealed record PlotRow(string Label, string Name, IReadOnlyList<long>? Values, string? Text = null)
{
    /// <summary>All values together; 0 if they are not known.</summary>
    public long Total => Values?.Sum() ?? 0;
}

/// <summary>A part of a bar.</summary>
/// <param name="Series">The place of its series, from 0.</param>
/// <param name="Left">Where it begins.</param>
/// <param name="Width">How wide it is.</param>
/// <param name="Text">The figure in words, in Dutch.</param>
internal sealed record PlotPart(int Series, double Left, double Width, string Text)
{
    public string Colour => $"bar c{Series % PlotModel.Colours}";

    public int Pattern => Series % PlotModel.Patterns;
}
