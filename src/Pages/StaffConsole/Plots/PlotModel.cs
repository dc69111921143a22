using System.Globalization;
using LeerId.Calendar;

namespace LeerId.Pages.StaffConsole.Plots;

/// <summary>
/// A plot of horizontal bars, with a table of the same figures below it. The parts of a bar differ in colour and pattern, and each has a text.
/// </summary>
/// <param name="Id">The prefix of the ids of its elements: lowercase letters and hyphens.</param>
/// <param name="Title">The title, in Dutch.</param>
/// <param name="Description">The plot in a Dutch sentence or two, for people who can't see it.</param>
/// <param name="RowName">The head of the table's first column, in Dutch, such as <c>Dag</c>.</param>
/// <param name="Series">The names of the parts of each bar, in Dutch.</param>
/// <param name="Rows">The bars, from top to bottom.</param>
public sealed record PlotModel(
    string Id, string Title, string Description, string RowName, IReadOnlyList<string> Series, IReadOnlyList<PlotRow> Rows)
{
    // The unit is that of the drawing, which is as wide as the narrowest screen.
    internal const double BarLeft = 86;
    internal const int RowHeight = 17;
    internal const int BarHeight = 12;

    private const double BarRight = 276;
    private const double NarrowestPart = 1.5;
    private const double Gap = 3;

    /// <summary>A remark beside the figures, in Dutch; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The number of patterns. The first is plain.</summary>
    internal const int Patterns = 6;

    /// <summary>The number of colours. With the patterns, thirty series can be distinguished.</summary>
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

    /// <summary>The position of the text after a bar.</summary>
    internal double End(PlotRow row) => BarLeft + Parts(row).Sum(part => part.Width) + Gap;

    /// <summary>A length in the drawing, as an attribute value.</summary>
    internal static string Unit(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A bar.</summary>
/// <param name="Label">The label in the drawing: about twelve characters, in Dutch.</param>
/// <param name="Name">Its name in the table, in Dutch.</param>
/// <param name="Values">The value of each series; null if they are not known.</param>
/// <param name="Text">The text instead of a bar whose values are not known, in Dutch; null if they are known.</param>
public sealed record PlotRow(string Label, string Name, IReadOnlyList<long>? Values, string? Text = null)
{
    /// <summary>The sum of the values; 0 if they are not known.</summary>
    public long Total => Values?.Sum() ?? 0;
}

/// <summary>A part of a bar.</summary>
/// <param name="Series">The index of its series, from 0.</param>
/// <param name="Left">The position of its left side.</param>
/// <param name="Width">The width.</param>
/// <param name="Text">The figure in words, in Dutch.</param>
internal sealed record PlotPart(int Series, double Left, double Width, string Text)
{
    public string Colour => $"bar c{Series % PlotModel.Colours}";

    public int Pattern => Series % PlotModel.Patterns;
}
