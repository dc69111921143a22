namespace LeerId.Pages.StaffConsole.Plots;

/// <summary>The patterns in the bars of a plot, so that they can be distinguished without colours.</summary>
internal static class PlotPatterns
{
    /// <summary>The lines of a pattern in a square of six units, in the notation of the attribute <c>d</c> of a path.</summary>
    public static string Path(int pattern) => pattern switch
    {
        1 => "M0 6 6 0M-1 1 1 -1M5 7 7 5",
        2 => "M0 0 6 6M5 -1 7 1M-1 5 1 7",
        3 => "M0 3H6",
        4 => "M3 0V6",
        5 => "M0 3H6M3 0V6",
        _ => "",
    };
}
