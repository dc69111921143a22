using System.Globalization;
using LeerId.Calendar;

namespace LeerId.Pages.StaffConsole.Plots;

/// <summary>
/// A plot of horizontal bars, with a table of the same figures below it. The parts of a bar differ in colour and pattern, and each has a text.
/// </summary>
/// <param name="Id">Names its elements in the page: lowercase letters and hyphens.</param>
/// <param name="Title">The title, in Dutch.</param>
/// <param name="Description">What the plot shows, in a Dutch sentence or two, for people who can't see it.</param>
/// <param name="RowName">What a row is, in Dutch, such as <c>Dag</c>: the head of the table's first column.</param>
/// <param name="Series">The parts of each bar.</param>
/// <param name="Rows">The bars, from top to bottom.</param>
public sealed record PlotModel(
    string Id, string Title, string Description, string RowName, IReadOnlyList<string> Series, IReadOnlyList<PlotRow> Rows)
{
    // In units of the drawing, which is as wide as the narrowest screen.
    private const double Left = 86;
    private const double Right = 276;
    private const double Least = 1.5;

    /// <summary>What is to be said beside the figures, in Dutch; null for nothing.</summary>
    public string? Note { get; init; }

    internal static double BarLeft => Left;

    internal static int RowHeight => 17;

    internal static int BarHeight => 12;

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
        double left = Left;
        foreach ((int series, long value) in (row.Values ?? []).Index())
        {
            if (value <= 0)
                continue;
            double width = Math.Max(Least, value / largest * (Right - Left));
            yield return new PlotPart(series, Unit(left), Unit(width), $"{row.Name}: {DutchDate.Count(value)} {Series[series]}");
            left += width;
        }
    }

    /// <summary>Where the text after a bar begins.</summary>
    internal string End(PlotRow row) => Unit(Left + Parts(row).Sum(part => double.Parse(part.Width, CultureInfo.InvariantCulture)) + 3);

    internal static string Unit(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A bar.</summary>
/// <param name="Label">Its label in the drawing: some twelve characters, in Dutch.</param>
/// <param name="Name">What it is about, in Dutch, for the table.</param>
/// <param name="Values">The value of each series; null if they are not known.</param>
/// <param name="Text">What stands in place of a bar whose values are not known, in Dutch; null if they are.</param>
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
internal sealed record PlotPart(int Series, string Left, string Width, string Text)
{
    public string Colour => $"bar c{Series % PlotModel.Colours}";

    public int Pattern => Series % PlotModel.Patterns;
}
