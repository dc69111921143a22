using LeerId.Staff;
using static LeerId.Staff.StaffRole;

namespace LeerId.Functions.Tests.StaffConsole.Schools;

/// <summary>The part of the matrix about schools, but for the import.</summary>
internal static class SchoolCells
{
    private static readonly StaffRole[] Readers = [AccessControl, Dpo, Operator];

    public static IReadOnlyList<ConsoleCell> All { get; } =
    [
        new("GET", "scholen", Readers),
        new("GET", "scholen/lijst.csv", Readers),
        new("GET", "scholen/{number}", Readers),
        new("GET", "scholen/{number}/geschiedenis", Readers),
        .. Both("scholen/toevoegen"),
        .. Both("scholen/{number}/wijzigen"),
        .. Both("scholen/{number}/verlengen"),
        .. Both("scholen/{number}/beeindigen"),
        new("POST", "scholen/{number}/beeindigen/bevestigen", AccessControl),
        .. Both("scholen/{number}/geschiedenis/{revision}/terugzetten"),
    ];

    private static IEnumerable<ConsoleCell> Both(string path) => [new("GET", path, AccessControl), new("POST", path, AccessControl)];
}
