using static LeerId.Staff.StaffRole;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screens Scholen invoeren and Vorige invoer in the matrix of the console.</summary>
internal static class SchoolImportCells
{
    public static IReadOnlyList<ConsoleCell> All { get; } =
    [
        new("GET", "scholen/invoeren", AccessControl),
        new("POST", "scholen/invoeren", AccessControl),
        new("POST", "scholen/invoeren/open-data", AccessControl),
        new("GET", "scholen/invoeren/scholen.xlsx", AccessControl),
        new("GET", "scholen/invoeren/scholen.csv", AccessControl),
        new("GET", "scholen/invoeren/{id}", AccessControl),
        new("POST", "scholen/invoeren/{id}", AccessControl),
        new("POST", "scholen/invoeren/{id}/weg", AccessControl),
        new("GET", "scholen/invoeren/vorige", AccessControl),
        new("GET", "scholen/invoeren/vorige/{revision}", AccessControl),
        new("POST", "scholen/invoeren/vorige/{revision}", AccessControl),
    ];
}
