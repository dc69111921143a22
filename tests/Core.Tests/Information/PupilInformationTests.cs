using LeerId.Core.Tests.Evidence;
using LeerId.Information;
using LeerId.Register;

namespace LeerId.Core.Tests.Information;

/// <summary>The information for pupils and parents matches the settings and the register, and adds nothing.</summary>
public sealed class PupilInformationTests
{
    private const string Storage = "UseDevelopmentStorage=true";

    [Fact]
    public void Everything_that_articles_13_and_14_require_is_included()
    {
        using EvidenceRig rig = new(Storage);
        InformationDocument document = rig.Get<PupilInformation>().Write();
        Assert.Equal("In het kort, voor leerlingen", document.Summary!.Title);
        Assert.Equal(
            [
                "Voor ouders", "Wie verantwoordelijk is", "Van wie we je gegevens hebben", "Welke gegevens het zijn", "Cookies",
                "Waarvoor we je gegevens gebruiken", "Waarom dat mag", "Wie je gegevens krijgt", "Of je gegevens naar landen buiten Europa gaan",
                "Hoe lang we je gegevens bewaren", "Wat een computer beslist", "Wat je mag vragen", "Waar je kunt klagen",
            ],
            document.Sections.Select(section => section.Title));
        AssertWhole(document);
    }

    [Theory]
    [InlineData("Register:Provider:Name", "Uitgeverij Anders", "Uitgeverij Anders")]
    [InlineData("Register:Provider:Address", "Laan 7, 2000 Antwerpen", "Laan 7, 2000 Antwerpen")]
    [InlineData("Register:Provider:EnterpriseNumber", "0123.456.749", "Ondernemingsnummer: 0123.456.749.")]
    [InlineData("Register:Provider:Contact", "hallo@provider.example", "Mail: hallo@provider.example.")]
    [InlineData("Dpo:Provider:Name", "Mevrouw Claes", "Mevrouw Claes, +32 2 555 01 01, dpo@provider.example")]
    [InlineData("Dpo:Provider:Telephone", "0470 12 34 56", "0470 12 34 56")]
    [InlineData("Dpo:Provider:Mail", "functionaris@provider.example", "functionaris@provider.example")]
    [InlineData("Dpo:Dov:Mail", "functionaris@dov.example", "functionaris@dov.example")]
    [InlineData("Register:Protocol:Reference", "Protocol 2027", "Protocol 2027, 10 juli 2024.")]
    [InlineData("Register:Protocol:Date", "2027-01-04", "Protocol LeerID, 4 januari 2027.")]
    [InlineData("Register:Protocol:Url", "https://www.uitgever.example/protocol", "Lees het protocol https://www.uitgever.example/protocol")]
    [InlineData("Register:Processors:0:Name", "Regen BV", "Regen BV (Ierland): opslag.")]
    [InlineData("Register:Processors:0:Service", "rekenkracht", "Wolk NV (Ierland): rekenkracht.")]
    [InlineData("Register:Processors:0:Country", "NL", "Wolk NV (Nederland): opslag.")]
    [InlineData("Register:Transfers", "naar de Verenigde Staten, met modelcontracten", "Naar de Verenigde Staten, met modelcontracten.")]
    [InlineData("Applications:0:Name", "Rekenland", "Rekenland")]
    [InlineData("Retention:Period", "P1Y6M", "Meld je je 1 jaar en 6 maanden niet aan, dan wissen we ze.")]
    [InlineData("Retention:Period", "P2Y", "De gegevens van de laatste aanmelding: 2 jaar na de laatste aanmelding")]
    [InlineData("Retention:UsernameUntil", "2027-07-01", "De gebruikersnaam: vanaf 1 juli 2027 niet meer gelezen")]
    [InlineData("PrivacyLog:Period", "P5Y", "De regels van de privacylog: 5 jaar.")]
    [InlineData("Agreement:EndDate", "2029-08-31", "aanmelden stopt op 31 augustus 2029;")]
    public void Information_contains_each_setting(string setting, string value, string told)
    {
        using EvidenceRig former = new(Storage);
        using EvidenceRig rig = new(Storage, settings: (setting, value));
        if (former.Settings.GetValueOrDefault(setting) != value)
            Assert.DoesNotContain(told, Text(former.Get<PupilInformation>().Write()), StringComparison.Ordinal);
        Assert.Contains(told, Text(rig.Get<PupilInformation>().Write()), StringComparison.Ordinal);
    }

    [Fact]
    public void Information_says_that_refused_sign_ins_may_be_counted_per_school_and_for_how_long()
    {
        using EvidenceRig rig = new(Storage);
        string text = Text(rig.Get<PupilInformation>().Write());
        Assert.Contains("Het kan dat we per dag tellen hoeveel leerlingen van een school niet binnen konden.", text, StringComparison.Ordinal);
        Assert.Contains(
            "Het aantal geweigerde aanmeldingen per dag en school zonder contract, als dat geteld wordt: 30 dagen; tellingen onder 5 de nacht erna.", text,
            StringComparison.Ordinal);
        Assert.Contains(
            rig.Get<RegisterWriter>().Write().Purposes, purpose => purpose.StartsWith("zien van welke scholen het contract", StringComparison.Ordinal));
    }

    [Fact]
    public void Balancing_test_is_named_by_its_date_without_its_location()
    {
        using EvidenceRig rig = new(
            Storage, settings: [("Register:BalancingTest:Where", "intern dossier 7"), ("Register:BalancingTest:Date", "2024-06-20")]);
        string text = Text(rig.Get<PupilInformation>().Write());
        Assert.Contains("Op 20 juni 2024 hebben we afgewogen", text, StringComparison.Ordinal);
        Assert.DoesNotContain("intern dossier 7", text, StringComparison.Ordinal);
        Assert.DoesNotContain("RI-2026", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Absent_settings_leave_no_empty_heading_or_list()
    {
        using EvidenceRig rig = new(Storage, without: "Register:Processors", settings: ("Register:Provider:EnterpriseNumber", null));
        InformationDocument document = rig.Get<PupilInformation>().Write();
        AssertWhole(document);
        string text = Text(document);
        Assert.DoesNotContain("Ondernemingsnummer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("afgewogen", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bedrijven die voor ons werken", text, StringComparison.Ordinal);
        Assert.Null(Section(document, "Waarom dat mag").Link);
        Assert.Empty(Section(document, "Wie je gegevens krijgt").Items);
    }

    [Fact]
    public void Data_terms_and_processors_are_those_of_the_register()
    {
        using EvidenceRig rig = new(Storage, settings:
        [
            ("Register:Processors:1:Name", "Post BV"), ("Register:Processors:1:Service", "mail"), ("Register:Processors:1:Country", "BE"),
            ("Register:Processors:1:Agreement", "VO-2"), ("Register:Processors:1:Since", "2026-08-01"),
        ]);
        RegisterWriter writer = rig.Get<RegisterWriter>();
        ProcessingRegister register = writer.Write();
        InformationDocument document = rig.Get<PupilInformation>().Write();

        Assert.Equal(register.Data.Select(category => $"{category.Name}: {category.Description}."), Section(document, "Welke gegevens het zijn").Items);
        Assert.Equal(register.ErasureTerms.Count, Section(document, "Hoe lang we je gegevens bewaren").Items.Count);
        Assert.All(
            register.ErasureTerms.Zip(Section(document, "Hoe lang we je gegevens bewaren").Items),
            term => Assert.EndsWith($"{term.First.Term}.", term.Second, StringComparison.Ordinal));
        Assert.All(
            writer.WriteProcessors().Zip(Section(document, "Wie je gegevens krijgt").Items),
            processor => Assert.StartsWith(processor.First.Name, processor.Second, StringComparison.Ordinal));
        Assert.Equal(2, Section(document, "Wie je gegevens krijgt").Items.Count);
        Assert.Contains(register.LegalGround, Text(document), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-12-31T22:59:59Z", true)]
    [InlineData("2027-12-31T23:00:00Z", false)]
    public void Username_is_named_until_its_day_in_Brussels(string now, bool isNamed)
    {
        using EvidenceRig rig = new(Storage, now, settings:
        [
            ("Register:RiskAssessment:NextReview", "2029-01-01"), ("Register:ImpactAssessment:NextReview", "2029-01-01"),
        ]);
        Assert.Equal(isNamed, Section(rig.Get<PupilInformation>().Write(), "Welke gegevens het zijn").Items
            .Any(item => item.StartsWith("Gebruikersnaam", StringComparison.Ordinal)));
    }

    [Fact]
    public void Complaint_names_the_authority_with_its_address_and_site()
    {
        InformationSection complaint = PupilTexts.Complaint();
        Assert.Contains("Gegevensbeschermingsautoriteit (GBA), Drukpersstraat 35, 1000 Brussel", complaint.Texts[0], StringComparison.Ordinal);
        Assert.Equal("https://www.gegevensbeschermingsautoriteit.be/", complaint.Link!.Address.AbsoluteUri);
    }

    private static InformationSection Section(InformationDocument document, string title) =>
        Assert.Single(document.Sections, section => section.Title == title);

    // Every heading is followed by content, and every text that announces a list is followed by a list.
    internal static void AssertWhole(InformationDocument document) => Assert.All(document.Sections, section =>
    {
        Assert.NotEmpty(section.Texts);
        Assert.All([section.Title, .. section.Texts, .. section.Items], text => Assert.False(string.IsNullOrWhiteSpace(text), section.Title));
        Assert.Equal(section.Items.Count > 0, section.Texts[^1].EndsWith(':'));
    });

    internal static string Text(InformationDocument document) => string.Join('\n', document.Sections.Prepend(document.Summary).OfType<InformationSection>()
        .SelectMany(section => section.Texts.Concat(section.Items).Append($"{section.Link?.Text} {section.Link?.Address.AbsoluteUri}")));
}
