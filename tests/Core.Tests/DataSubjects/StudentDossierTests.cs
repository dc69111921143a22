using System.Globalization;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeerId.DataSubjects;
using LeerId.Pages;
using LeerId.Pages.Documents;
using LeerId.Schools;
using LeerId.Students;
using LeerId.Testing;

namespace LeerId.Core.Tests.DataSubjects;

/// <summary>The answer for a pupil: its contents, and that a name can't inject markup into the page.</summary>
public sealed class StudentDossierTests(AzuriteFixture azurite)
{
    private static readonly Student Awkward = new()
    {
        LeerIdUuid = DataSubjectRig.LeerId(1),
        AccountUuid = DataSubjectRig.Account(11),
        HistoriekAccountUuid = [DataSubjectRig.Account(12), DataSubjectRig.Account(13)],
        Voornaam = "<script>alert(1)</script>",
        Naam = "D'hondt & \"Zoë\" {{ style }}",
        Gebruikersnaam = "proef.gebruiker",
        Instellingsnummers = [SchoolNumber.Parse("012345"), SchoolNumber.Parse("030569")],
    };

    [Fact]
    public async Task Page_has_all_seven_data_under_their_official_names_and_nothing_in_them_is_markup()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        await rig.SignInAsync(Awkward);

        Page page = await StudentDossierPage.RenderAsync(await rig.FoundAsync(DataSubjectRig.By(Awkward)));

        IHtmlDocument document = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(page.Html());
        Dictionary<string, string> rows = document.QuerySelectorAll("tr")
            .ToDictionary(row => row.QuerySelector("th")!.TextContent, row => row.QuerySelector("td")!.TextContent);
        Assert.Equal("nl", document.DocumentElement.GetAttribute("lang"));
        Assert.Equal(new Dictionary<string, string>
        {
            ["Voornaam"] = "<script>alert(1)</script>",
            ["Naam"] = "D'hondt & \"Zoë\" {{ style }}",
            ["Gebruikersnaam"] = "proef.gebruiker",
            ["Instellingsnummer"] = "012345, 030569",
            ["Leer_id_uuid"] = "5c21b7ed-0000-4000-8000-000000000001",
            ["Account_uuid"] = "5c21acc0-0000-4000-8000-000000000011",
            ["Historiek_account_uuid"] = "5c21acc0-0000-4000-8000-000000000012, 5c21acc0-0000-4000-8000-000000000013",
            ["Laatste aanmelding"] = "1 september 2026 om 08.30 uur",
        }, rows);
        Assert.Empty(document.Scripts);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.DoesNotContain("Proef", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dossier_has_everything_that_article_15_requires()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        await rig.SignInAsync(Awkward);

        StudentDossier dossier = await rig.FoundAsync(DataSubjectRig.By(Awkward));

        Assert.Equal(
            [
                "Waarvoor we je gegevens gebruiken", "Welke gegevens het zijn", "Wie je gegevens krijgt", "Of een andere aanbieder je nummers kreeg",
                "Of je gegevens naar landen buiten Europa gaan", "Hoe lang we je gegevens bewaren", "Wat je mag vragen", "Waar je kunt klagen",
                "Van wie we je gegevens hebben", "Wat een computer beslist",
            ],
            dossier.Sections.Select(section => section.Title));
        string all = string.Join('\n', dossier.Sections.SelectMany(section => section.Texts.Concat(section.Items)));
        string[] expected =
        [
            "de oefenapp", "Functionaris van de uitgever, +32 2 555 01 01, dpo@uitgever.example", "GBA", "VTC",
            "Departement Onderwijs en Vorming", "school om het te verbeteren",
            "wissen", "bezwaar", "profiel", "logboek", "beslist een computer of je binnen mag", "Dat is nodig", "Dan kijkt een mens het na",
        ];
        foreach (string told in expected)
            Assert.Contains(told, all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        null, null, "2029-09-02", "2028-01-01",
        "Meld je je niet meer aan, dan wissen we deze gegevens op 2 september 2029. Je gebruikersnaam wissen we al op 1 januari 2028.")]
    [InlineData("P1Y", null, "2027-09-02", null, "Meld je je niet meer aan, dan wissen we deze gegevens op 2 september 2027.")]
    [InlineData(null, "2027-06-30", "2027-07-07", null, "Meld je je niet meer aan, dan wissen we deze gegevens op 7 juli 2027.")]
    public async Task Day_of_deletion_is_that_of_the_retention_policy(
        string? period, string? agreementEnd, string deletedOn, string? usernameDeletedOn, string term)
    {
        using DataSubjectRig rig = new(azurite.NewAccount(), ("Retention:Period", period ?? "P3Y"), ("Agreement:EndDate", agreementEnd));
        await rig.SignInAsync(Awkward);

        KeptSnapshot kept = Assert.Single((await rig.FoundAsync(DataSubjectRig.By(Awkward))).Kept);

        Assert.Equal(Day(deletedOn), kept.DeletedOn);
        Assert.Equal(usernameDeletedOn is null ? null : Day(usernameDeletedOn), kept.UsernameDeletedOn);
        Assert.Equal(term, kept.Term);
    }

    [Fact]
    public async Task Absent_data_are_shown_as_absent()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        await rig.SignInAsync(DataSubjectRig.Temporary(31));

        StudentDossier dossier = await rig.FoundAsync(DataSubjectRig.ByAccount(31));
        JsonElement data = JsonSerializer.SerializeToElement(dossier, StudentJson.Default.StudentDossier).GetProperty("kept")[0].GetProperty("data");

        Assert.Equal(
            ["Leer_id_uuid", "Account_uuid", "Historiek_account_uuid", "Voornaam", "Naam", "Gebruikersnaam", "Instellingsnummer"],
            data.EnumerateObject().Select(member => member.Name));
        Assert.Equal(JsonValueKind.Null, data.GetProperty("Leer_id_uuid").ValueKind);
        Assert.Equal(3, dossier.Kept[0].Data.Rows.Count(row => row.Value == "niet bewaard"));
    }

    [Fact]
    public async Task Dossier_never_prints_its_values()
    {
        using DataSubjectRig rig = new(azurite.NewAccount());
        await rig.SignInAsync(Awkward);
        StudentLookupOutcome outcome = await rig.LookUpAsync(DataSubjectRig.By(Awkward));
        StudentDossier dossier = ((StudentLookupOutcome.Found)outcome).Dossier;

        object[] things = [outcome, dossier, dossier.Kept[0], dossier.Kept[0].Data, dossier.Kept[0].Data.Rows[0], DataSubjectRig.By(Awkward)];
        foreach (object thing in things)
            Assert.Equal(thing.GetType().FullName, thing.ToString());
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
