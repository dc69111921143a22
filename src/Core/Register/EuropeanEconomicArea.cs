namespace LeerId.Register;

/// <summary>The countries of the European Economic Area, by their codes (ISO 3166-1), with their Dutch names.</summary>
internal static class EuropeanEconomicArea
{
    private static readonly Dictionary<string, string> Countries = new()
    {
        ["AT"] = "Oostenrijk",
        ["BE"] = "België",
        ["BG"] = "Bulgarije",
        ["CY"] = "Cyprus",
        ["CZ"] = "Tsjechië",
        ["DE"] = "Duitsland",
        ["DK"] = "Denemarken",
        ["EE"] = "Estland",
        ["ES"] = "Spanje",
        ["FI"] = "Finland",
        ["FR"] = "Frankrijk",
        ["GR"] = "Griekenland",
        ["HR"] = "Kroatië",
        ["HU"] = "Hongarije",
        ["IE"] = "Ierland",
        ["IS"] = "IJsland",
        ["IT"] = "Italië",
        ["LI"] = "Liechtenstein",
        ["LT"] = "Litouwen",
        ["LU"] = "Luxemburg",
        ["LV"] = "Letland",
        ["MT"] = "Malta",
        ["NL"] = "Nederland",
        ["NO"] = "Noorwegen",
        ["PL"] = "Polen",
        ["PT"] = "Portugal",
        ["RO"] = "Roemenië",
        ["SE"] = "Zweden",
        ["SI"] = "Slovenië",
        ["SK"] = "Slowakije",
    };

    /// <summary>Whether the country is in the area.</summary>
    public static bool Has(string country) => Countries.ContainsKey(country);

    /// <summary>Returns the Dutch name of a country in the area; the code of any other country.</summary>
    public static string NameOf(string country) => Countries.GetValueOrDefault(country, country);
}
