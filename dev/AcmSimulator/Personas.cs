using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeerId.AcmSimulator;

/// <summary>
/// The default personas of the simulator. In LocalHost, schools 012345 and 030569 have a contract, and 999999 has none. The names and uuids are
/// invented and unusual, so that a test can search logs for them.
/// </summary>
public static class Personas
{
    private const string SchoolWithContract = "012345";
    private const string OtherSchoolWithContract = "030569";
    private const string SchoolWithoutContract = "999999";

    // The account of the persona "account-only", which is in the history of "later-identified".
    private const string TemporaryAccount = "acc00000-0000-4000-8000-000000000007";

    public static IReadOnlyList<Persona> All { get; } =
    [
        Pupil("identified", "Leerling van school 012345, met alle gegevens", 1, "Wolfraam", "Testkwartel"),
        Pupil("two-schools", "Leerling van twee scholen: 999999 zonder en 030569 met contract", 2, "Isabeau", "Dubbelschool",
            schools: new JsonArray(SchoolWithoutContract, OtherSchoolWithContract)),
        Pupil("no-contract", "Leerling van school 999999, die geen contract heeft", 3, "Godelieve", "Zonderschrift",
            schools: JsonValue.Create(SchoolWithoutContract)),
        Pupil("no-enrolment-missing", "Geen inschrijving: ov_orgcode ontbreekt", 4, "Odilon", "Nergensthuis",
            edit: claims => claims.Remove("ov_orgcode")),
        Pupil("no-enrolment-empty-array", "Geen inschrijving: ov_orgcode is een lege lijst", 5, "Lutgarde", "Legelijst",
            schools: new JsonArray()),
        Pupil("no-enrolment-empty-string", "Geen inschrijving: ov_orgcode is leeg", 6, "Sylvester", "Legetekst",
            schools: JsonValue.Create("")),
        Pupil("account-only", "Leerling zonder INSZ: ov_leerid_uuid is een lege lijst", 7, "Hadewijch", "Voorlopig",
            edit: claims => claims["ov_leerid_uuid"] = new JsonArray()),
        Pupil("later-identified", "Dezelfde leerling later: LeerID en nieuwe account, de vorige account in de historiek", 8, "Hadewijch", "Voorlopig",
            edit: claims => claims["ov_historiek_account_uuid"] = new JsonArray(TemporaryAccount)),
        Pupil("number-school", "ov_orgcode is een JSON-getal zonder voorloopnul: 30569", 9, "Amandus", "Getalman",
            schools: JsonValue.Create(30569)),
        OnlyFromUserInfo(Pupil("userinfo-only", "Alle gegevens komen uit userinfo, geen in het ID-token", 10, "Walburga", "Elders")),
        Pupil("diacritics", "Naam met bijzondere letters", 11, "Zoë-Ÿlka Đặng", "Çelik-Ó Súilleabháin"),
        Pupil("apostrophe", "Naam met rechte en kromme apostrof", 12, "D'Hondt", "O’Connor"),
        Pupil("markup", "Naam die op HTML lijkt", 13, "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>&amp;"),
        Pupil("long-name", "Voornaam en naam van elk 200 tekens", 14, Repeat("Aldegonde"), Repeat("Langenaam")),
        Pupil("superfluous", "Met gegevens die buiten het protocol vallen", 15, "Rumoldus", "Overtollig", edit: claims =>
        {
            claims["rrn"] = "99999999999";
            claims["birthdate"] = "2099-12-31";
            claims["email"] = "rumoldus.overtollig@example.invalid";
        }),
        new() { Id = "cancelled", Description = "Breekt het aanmelden af", Cancels = true },
    ];

    /// <summary>
    /// A class of 25 pupils. All attend a school with a contract, except the last three: a school without a contract, no school, and a pupil who
    /// cancels. The sign-in page doesn't list them.
    /// </summary>
    public static IReadOnlyList<Persona> Class { get; } =
    [
        .. Enumerable.Range(1, 22).Select(number => InClass(number)),
        InClass(23, JsonValue.Create(SchoolWithoutContract)),
        InClass(24, new JsonArray()),
        InClass(25) with { Cancels = true },
    ];

    private static Persona InClass(int number, JsonNode? schools = null) =>
        Pupil($"class-{number:d2}", $"Leerling {number} van de klas", 100 + number, $"Klasgenoot{number}", "Oefenklas", schools) with { IsListed = false };

    private static Persona Pupil(
        string id,
        string description,
        int number,
        string givenName,
        string familyName,
        JsonNode? schools = null,
        Action<JsonObject>? edit = null)
    {
        JsonObject claims = new()
        {
            ["ov_leerid_uuid"] = new JsonArray($"1ee71d00-0000-4000-8000-{number:d12}"),
            ["ov_account_uuid"] = $"acc00000-0000-4000-8000-{number:d12}",
            ["ov_historiek_account_uuid"] = new JsonArray(),
            ["given_name"] = givenName,
            ["family_name"] = familyName,
            ["ov_orgcode"] = schools ?? SchoolWithContract,
            ["ov_gebruikersnaam"] = $"gebruiker-{id}",
        };
        edit?.Invoke(claims);
        JsonElement element = JsonSerializer.SerializeToElement(claims);
        return new() { Id = id, Description = description, IdTokenClaims = element, UserInfoClaims = element };
    }

    private static Persona OnlyFromUserInfo(Persona persona) => persona with { IdTokenClaims = JsonElement.Parse("{}") };

    private static string Repeat(string word) => string.Concat(Enumerable.Repeat(word, 200 / word.Length + 1))[..200];
}
