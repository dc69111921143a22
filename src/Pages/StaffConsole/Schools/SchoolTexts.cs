using LeerId.Calendar;
using LeerId.Schools;
using LeerId.Support;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>Contracts and their changes in Dutch.</summary>
internal static class SchoolTexts
{
    public const string WithinAMinute = "Een wijziging geldt overal binnen een minuut.";

    private const string NotOnList = "niet op de lijst";

    /// <summary>Whether the pupils of a school may sign in today, and the reason if not.</summary>
    public static string MayComeIn(ContractToday today)
    {
        string school = today.School is { } other && other != today.Number ? $" van {today.Name} ({other})" : "";
        return today.State switch
        {
            ContractState.InForce when school.Length > 0 => $"Ja, want dit is een vroeger nummer{school}",
            ContractState.InForce when today.Until is { } until => $"Ja, tot en met {DutchDate.Day(until)}",
            ContractState.InForce => "Ja, zonder einddatum",
            ContractState.NotBegun => $"Nee, want het contract{school} begint op {DutchDate.Day(today.From!.Value)}",
            ContractState.Ended => $"Nee, want het contract{school} eindigde op {DutchDate.Day(today.Until!.Value)}",
            ContractState.NoContract => "Nee, want onder dit nummer is er geen contract",
            ContractState.SignInsSuspended => "Nee, want aanmelden met LeerID is tijdelijk stopgezet, voor alle scholen",
            _ => "Nee, want het protocol met het Departement Onderwijs en Vorming is afgelopen",
        };
    }

    /// <summary>The period of a contract.</summary>
    public static string Period(SchoolContract school) => school.Until is { } until
        ? $"{DutchDate.Day(school.From)} tot en met {DutchDate.Day(until)}" : $"vanaf {DutchDate.Day(school.From)}";

    /// <summary>The members of a contract.</summary>
    public static IReadOnlyList<(string Label, string Value)> Fields(SchoolContract school) =>
    [
        (SchoolFields.NameLabel, school.Name),
        (SchoolFields.BoardLabel, school.Board ?? "niet bekend"),
        (SchoolFields.MunicipalityLabel, school.Municipality ?? "niet bekend"),
        (SchoolFields.FromLabel, DutchDate.Day(school.From)),
        (SchoolFields.UntilLabel, school.Until is { } until ? DutchDate.Day(until) : "geen einde"),
        (SchoolFields.FormerNumbersLabel, school.FormerNumbers.Count == 0 ? "geen" : string.Join(", ", school.FormerNumbers.Order())),
    ];

    /// <summary>The differences between two contracts of a school. A contract is null if the school is not on the list.</summary>
    public static IReadOnlyList<(string Label, string One, string Other)> Differences(SchoolContract? one, SchoolContract? other)
    {
        if (one is null || other is null)
            return one is null && other is null ? [] : [("Contract", Whole(one), Whole(other))];
        return
        [
            .. Fields(one).Zip(Fields(other), (first, second) => (first.Label, first.Value, second.Value)).Where(row => row.Item2 != row.Item3),
        ];
    }

    /// <summary>The way in which a school was changed.</summary>
    public static string Way(SchoolHistoryEntry entry) => entry.Way switch
    {
        SchoolChangeWay.Put when entry.Before is null => "Op de lijst gezet",
        SchoolChangeWay.Put => "Gewijzigd",
        SchoolChangeWay.Delete => "Van de lijst gehaald",
        SchoolChangeWay.OpenData => "Aangevuld uit de open data van alle scholen",
        SchoolChangeWay.Undo => "Teruggezet zoals voor een invoer",
        _ when entry.Before is null && entry.After is not null => "Op de lijst gezet met een bestand",
        _ when entry.After is null => "Van de lijst gehaald met een bestand",
        _ => "Gewijzigd met een bestand",
    };

    private static string Whole(SchoolContract? school) => school is null
        ? NotOnList : string.Join("; ", Fields(school).Select(field => $"{field.Label.ToLowerInvariant()}: {field.Value}"));
}
