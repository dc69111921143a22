using LeerId.Staff;
using static LeerId.Staff.StaffRole;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>A screen or an action of the console, and who may use it.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The path below <c>/beheer/</c>, with its parameters.</param>
/// <param name="Admits">The roles, of persons who have no other.</param>
internal sealed record ConsoleCell(string Method, string Path, params IReadOnlyList<StaffRole> Admits)
{
    /// <summary>Whether it demands a sign-in within the last five minutes.</summary>
    public bool IsIrreversible { get; init; }

    /// <summary>Whether it shows personal data, so that confidentiality must be accepted and a reason is logged.</summary>
    public bool ShowsPersonalData { get; init; }
}

/// <summary>Every screen and action of the console against every role. Whoever adds a route decides here who may use it.</summary>
internal static class ConsoleMatrix
{
    private static readonly StaffRole[] Everyone = [AccessControl, Dpo, Operator, Helpdesk, Privacy];

    public static IReadOnlyList<ConsoleCell> All { get; } =
    [
        new("GET", "hulpcode", Everyone),
        new("POST", "hulpcode", Everyone) { ShowsPersonalData = true },
        .. NoticeCells.All,
        .. SchoolImportCells.All,
    ];
}
