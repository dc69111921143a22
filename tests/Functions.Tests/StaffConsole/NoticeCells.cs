using LeerId.Staff;
using static LeerId.Staff.StaffRole;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The part of the matrix about breaches and notices.</summary>
internal static class NoticeCells
{
    private static readonly StaffRole[] Everyone = [AccessControl, Dpo, Operator, Helpdesk, Privacy];
    private static readonly string[] Steps = ["gebeurd", "betrokken", "gevolgen", "autoriteit", "inlichten", "overleg", "afsluiten"];

    public static IReadOnlyList<ConsoleCell> All { get; } =
    [
        .. Both("datalek/melden", Everyone),
        new("GET", "datalek/gemeld/{number}", Everyone),
        new("GET", "datalek", Dpo, Operator),
        new("GET", "datalek/{number}", Dpo, Operator),
        new("GET", "datalek/{number}/afdruk", Dpo, Operator),
        .. Steps.SelectMany(step => Both($"datalek/{{number}}/{step}", Dpo)),
        new("GET", "meldingen", AccessControl, Dpo, Operator, Privacy),
        new("GET", "meldingen/register.csv", Dpo),
        new("GET", "meldingen/{kind}/{number}", Dpo, Operator),
        new("POST", "meldingen/{kind}/{number}/aanvulling", Dpo),
        .. Both("meldingen/fout-melden", AccessControl, Dpo, Operator),
        .. Both("meldingen/wijziging-melden", AccessControl, Dpo, Operator),
        .. Both("meldingen/delen-melden", AccessControl, Dpo, Privacy),
        .. Both("meldingen/fout-afhandelen", AccessControl, Privacy),
        .. Both("meldingen/sharing/{number}/einde", Dpo),
        new("GET", "meldingen/leerling", AccessControl, Privacy),
        new("POST", "meldingen/leerling", AccessControl, Privacy) { ShowsPersonalData = true },
        new("GET", "meldingen/verwerkers-dov", Dpo, Operator),
        new("POST", "meldingen/verwerkers-dov", Dpo),
    ];

    private static IEnumerable<ConsoleCell> Both(string path, params StaffRole[] admits) => [new("GET", path, admits), new("POST", path, admits)];
}
