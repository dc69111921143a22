using System.Globalization;

namespace LeerId.Runs;

/// <summary>A count of a run, in addition to those that each run has.</summary>
/// <param name="Name">The name of the count, without spaces.</param>
/// <param name="Count">The number.</param>
public sealed record RunTally(string Name, long Count)
{
    /// <summary>The column of the table of runs that holds the counts.</summary>
    internal const string Column = "Tallies";

    private const char LineEnd = '\n';
    private const char Separator = ' ';

    /// <summary>The counts as a column, one line per count; null when there are none, so that the row has no such column.</summary>
    internal static string? ToColumn(IReadOnlyList<RunTally> tallies) => tallies.Count == 0
        ? null
        : string.Join(LineEnd, tallies.Select(tally => string.Create(CultureInfo.InvariantCulture, $"{tally.Name}{Separator}{tally.Count}")));

    /// <summary>The counts in a column. Lines of another form are left out.</summary>
    internal static IReadOnlyList<RunTally> FromColumn(string? column) => column is null ? [] :
    [
        .. from line in column.Split(LineEnd, StringSplitOptions.RemoveEmptyEntries)
           let parts = line.Split(Separator)
           where parts.Length == 2
           let count = long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : (long?)null
           where count is not null
           select new RunTally(parts[0], count.Value),
    ];
}
