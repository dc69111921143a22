using System.Text.Json.Nodes;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Staff.Notices;

/// <summary>Complete reports as staff send them, by kind.</summary>
internal static class NoticeReports
{
    public static JsonObject Of(string kind) => kind switch
    {
        "breach" => new JsonObject
        {
            ["source"] = "own",
            ["happenedAt"] = "2026-09-01T02:00:00Z",
            ["foundAt"] = "2026-09-01T05:30:00Z",
            ["knownAt"] = "2026-09-01T06:00:00Z",
            ["nature"] = "Een bestand stond open.",
            ["personCategories"] = "leerlingen van het lager onderwijs",
            ["personCount"] = 1200,
            ["dataCategories"] = "identificatiegegevens",
            ["recordCount"] = 1200,
            ["contact"] = "de functionaris voor gegevensbescherming",
            ["consequences"] = "Onbevoegden konden gegevens inzien.",
            ["measures"] = "Het bestand is afgesloten.",
            ["risk"] = "risk",
            ["persons"] = "undecided",
        },
        "quality" => new JsonObject
        {
            ["foundAt"] = "2026-09-01T05:30:00Z",
            ["data"] = "Instellingsnummer",
            ["problem"] = "Een school meldt dat leerlingen nog onder het vroegere nummer staan.",
            ["count"] = 14,
        },
        "pupil" => new JsonObject
        {
            ["leerIdUuid"] = $"{ScriptedAcm.LeerId(1)}",
            ["foundAt"] = "2026-09-01T05:30:00Z",
            ["data"] = "Voornaam",
            ["problem"] = "De voornaam is verkeerd gespeld.",
        },
        "sharing" => new JsonObject
        {
            ["receiver"] = "het parket van Gent",
            ["data"] = new JsonArray("naam", "leerIdUuid"),
            ["pupilCount"] = 1,
            ["legalGround"] = "vordering, artikel 46bis van het Wetboek van strafvordering",
            ["plannedAt"] = "2026-09-01T10:00:00Z",
        },
        _ => new JsonObject
        {
            ["subject"] = "processors",
            ["description"] = "Een nieuwe verwerker voor de hosting.",
            ["impact"] = "De gegevens blijven in de Europese Unie.",
            ["from"] = "2026-12-01",
        },
    };
}
