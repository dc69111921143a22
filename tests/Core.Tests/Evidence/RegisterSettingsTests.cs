using LeerId.Register;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The settings of the register: the start names each fault, and the register contains every setting.</summary>
public sealed class RegisterSettingsTests
{
    private const string Storage = "UseDevelopmentStorage=true";

    [Fact]
    public void Complete_settings_are_taken_as_they_are()
    {
        using EvidenceRig rig = new(Storage);
        Assert.Null(rig.Fault());

        ProcessingRegister register = rig.Get<RegisterWriter>().Write();
        Assert.Equal(
            new RegisteredProvider("Uitgeverij Voorbeeld", "Voorbeeldstraat 1, 1000 Brussel", "0123.456.749", "info@provider.example",
                "Oefenapp (protocol van 10 juli 2024)"),
            register.Provider);
        Assert.Equal(
            new RegisteredOfficers(
                new("Functionaris van de dienstenleverancier", "+32 2 555 01 01", "dpo@provider.example"),
                new("Functionaris van DOV", "02 555 01 02", "dpo@dov.example")),
            register.Officers);
        Assert.Equal(("Protocol LeerID", new DateOnly(2024, 7, 10)), (register.Protocol.Reference, register.Protocol.Date));
        Assert.Equal("geen doorgifte buiten de Europese Economische Ruimte", register.Transfers);
        Assert.Contains("artikel 6, lid 1, f)", register.LegalGround, StringComparison.Ordinal);
        Assert.Equal(
            new Processor("Wolk NV", "opslag", "IE", true, "VO-2026-1", new DateOnly(2026, 8, 1)), Assert.Single(rig.Get<RegisterWriter>().WriteProcessors()));
    }

    [Fact]
    public void Optional_settings_can_be_omitted()
    {
        using EvidenceRig rig = new(
            Storage, without: "Register:Processors", settings: [("Register:Provider:EnterpriseNumber", null), ("Register:OrganisationalMeasures:0", null)]);
        Assert.Null(rig.Fault());
        Assert.Empty(rig.Get<RegisterWriter>().WriteProcessors());
        Assert.Null(rig.Get<RegisterWriter>().Write().Provider.EnterpriseNumber);
        Assert.Empty(rig.Get<RegisterWriter>().Write().OrganisationalMeasures);
    }

    [Theory]
    [InlineData("Register:Provider:Name", "")]
    [InlineData("Register:Provider:Name", "  ")]
    [InlineData("Register:Provider:Address", null)]
    [InlineData("Register:Provider:Contact", null)]
    [InlineData("Register:Provider:Contact", "nobody")]
    [InlineData("Register:Provider:EnterpriseNumber", "0123.456.748")]
    [InlineData("Register:Provider:EnterpriseNumber", "0123.456")]
    [InlineData("Register:Provider:EnterpriseNumber", "BE0123456749")]
    [InlineData("Register:Protocol:Reference", null)]
    [InlineData("Register:Protocol:Date", null)]
    [InlineData("Register:Protocol:Date", "10/07/2024")]
    [InlineData("Register:Protocol:Url", "www.example.be/protocol")]
    [InlineData("Register:Protocol:Url", "/protocol")]
    [InlineData("Register:Protocol:Url", "http://www.example.be/protocol")]
    [InlineData("Register:Protocol:Url", "javascript:alert(1)")]
    [InlineData("Register:Protocol:Url", "https://user@www.example.be/protocol")]
    [InlineData("Register:RiskAssessment:Where", null)]
    [InlineData("Register:RiskAssessment:Where", " ")]
    [InlineData("Register:RiskAssessment:Date", "")]
    [InlineData("Register:RiskAssessment:Date", "1/6/2026")]
    [InlineData("Register:RiskAssessment:NextReview", null)]
    [InlineData("Register:RiskAssessment:NextReview", "2027")]
    [InlineData("Register:RiskAssessment:NextReview", "2026-06-01")]
    [InlineData("Register:ImpactAssessment:Where", null)]
    [InlineData("Register:ImpactAssessment:Date", null)]
    [InlineData("Register:ImpactAssessment:NextReview", "2026-06-14")]
    [InlineData("Register:Processors:0:Name", "")]
    [InlineData("Register:Processors:0:Service", "")]
    [InlineData("Register:Processors:0:Country", "")]
    [InlineData("Register:Processors:0:Country", "Ireland")]
    [InlineData("Register:Processors:0:Country", "US")]
    [InlineData("Register:Processors:0:Agreement", null)]
    [InlineData("Register:Processors:0:Since", null)]
    [InlineData("Register:Processors:0:Since", "yesterday")]
    [InlineData("Register:Processors:mail:Since", "2026-09-01")]
    public void Start_refuses_a_setting_that_is_wrong(string setting, string? value)
    {
        using EvidenceRig rig = new(Storage, settings: (setting, value));
        // If one setting of a processor is set, its other settings are reported as missing.
        string named = setting == "Register:Processors:mail:Since" ? "Register:Processors:mail:Name" : setting;
        Assert.Contains(named, rig.Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Register:Protocol:ProviderAdvice:Where", "ADV-1", "Register:Protocol:ProviderAdvice:Date is not set")]
    [InlineData("Register:Protocol:ProviderAdvice:Date", "2024-07-03", "Register:Protocol:ProviderAdvice:Where is not set")]
    [InlineData("Register:Protocol:DovAdvice:Where", "ADV-2", "Register:Protocol:DovAdvice:Date is not set")]
    [InlineData("Register:Protocol:DovAdvice:Date", "1 mei", "Register:Protocol:DovAdvice:Date must be a day such as 2028-01-01")]
    [InlineData("Register:BalancingTest:Date", "2024-07-03", "Register:BalancingTest:Where is not set")]
    [InlineData("Register:AsProcessor:Transfers", "geen", "Register:AsProcessor:Controllers is not set")]
    [InlineData("Register:AsProcessor:Controllers", "alle", "Register:AsProcessor:Processing is not set")]
    [InlineData("Register:AsProcessor:Processing", "oefenen", "Register:AsProcessor:Measures is not set")]
    public void Optional_document_is_set_completely_or_not_at_all(string setting, string value, string fault)
    {
        using EvidenceRig rig = new(Storage, settings: (setting, value));
        Assert.Contains(fault, rig.Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_of_a_review_says_which_day_to_give()
    {
        using EvidenceRig rig = new(Storage, settings: ("Register:RiskAssessment:NextReview", "2026-05-31"));
        Assert.Contains(
            "Register:RiskAssessment:NextReview is 2026-05-31, which is not after Register:RiskAssessment:Date, 2026-06-01: "
                + "give a later day for the next review of the risk assessment.",
            rig.Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Assessments_are_not_required_in_Development()
    {
        using EvidenceRig rig = new(
            Storage, without: "Register:RiskAssessment", settings:
            [
                ("AZURE_FUNCTIONS_ENVIRONMENT", "Development"), ("Register:ImpactAssessment:Where", null), ("Register:ImpactAssessment:Date", null),
                ("Register:ImpactAssessment:NextReview", null),
            ]);
        Assert.Null(rig.Fault());
        RegisteredDocuments documents = rig.Get<RegisterDocuments>().Read();
        Assert.Null(documents.RiskAssessment);
        Assert.Null(documents.ImpactAssessment);
    }

    [Fact]
    public void Start_names_every_fault_at_once()
    {
        string[] settings =
            ["Register:Provider:Name", "Register:Provider:Address", "Register:Provider:Contact", "Register:Protocol:Reference", "Register:Protocol:Date"];
        using EvidenceRig rig = new(
            Storage,
            settings:
            [
                .. settings.Select(setting => (setting, (string?)null)),
                ("Register:Processors:0:Name", null), ("Register:Processors:1:Name", "Post BV"), ("Register:Protocol:Url", "x"),
                ("Register:Protocol:DovAdvice:Where", "ADV-2"), ("Register:RiskAssessment:Where", null), ("Register:ImpactAssessment:NextReview", "x"),
                ("Register:BalancingTest:Where", "BA-1"), ("Register:AsProcessor:Controllers", "alle"),
            ]);
        string fault = rig.Fault()!;
        Assert.All(
            [
                "Register:Protocol:Url must be", "Register:Protocol:DovAdvice:Date is not set", "Register:RiskAssessment:Where is not set",
                "Register:ImpactAssessment:NextReview must be", "Register:BalancingTest:Date is not set", "Register:AsProcessor:Measures is not set",
            ],
            named => Assert.Contains(named, fault, StringComparison.Ordinal));
        Assert.All(
            [
                .. settings, "Register:Processors:0:Name", "Register:Processors:1:Service",
                "Register:Processors:1:Country", "Register:Processors:1:Agreement", "Register:Processors:1:Since",
            ],
            setting => Assert.Contains($"{setting} is not set.", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Processor_outside_the_area_is_taken_when_the_transfer_is_described()
    {
        using EvidenceRig rig = new(
            Storage, settings: [("Register:Processors:0:Country", "US"), ("Register:Transfers", "Verenigde Staten, modelcontractbepalingen")]);
        Assert.Null(rig.Fault());
        Assert.False(Assert.Single(rig.Get<RegisterWriter>().WriteProcessors()).IsInEea);
        Assert.Equal("Verenigde Staten, modelcontractbepalingen", rig.Get<RegisterWriter>().Write().Transfers);
    }

    [Fact]
    public void Terms_of_erasure_are_those_of_the_settings()
    {
        using EvidenceRig rig = new(Storage, settings:
        [
            ("Retention:Period", "P1Y6M"), ("Retention:UsernameUntil", "2027-07-01"), ("PrivacyLog:Period", "P5Y"), ("Agreement:EndDate", "2029-08-31"),
            ("Agreement:GracePeriod", "P10D"), ("Retention:Records:Notices", "P6Y"), ("Retention:Records:Disclosures", "P7Y"),
            ("Retention:Records:Requests", "P8Y"), ("Retention:Records:Restrictions", "P9Y"), ("Retention:Records:Runs", "P10Y"),
            ("Retention:Records:Acknowledgements", "P11Y"), ("Retention:Records:SchoolHistory", "P12Y"), ("Retention:Logs", "P365D"),
        ]);
        Assert.Equal(
            [
                ("1 jaar en 6 maanden na de laatste aanmelding; oudere gegevens worden bij elke aanmelding overschreven", "P1Y6M", "3"),
                ("vanaf 1 juli 2027 niet meer gelezen of bewaard, en uit wat bewaard is gewist", "2027-07-01", "5"),
                ("5 jaar", "P5Y", "6"),
                ("30 dagen; tellingen onder 5 de nacht erna", "", "3"),
                (
                    "aanmelden stopt op 31 augustus 2029; het wissen begint 10 dagen na de eerste aankondiging daarna,"
                        + " of vroeger als de functionaris en een operator het bevestigen",
                    "2029-08-31", "11"),
                ("6 jaar na het afsluiten", "P6Y", "6"),
                ("7 jaar na het geven of intrekken", "P7Y", "6"),
                ("8 jaar na het afsluiten", "P8Y", "6"),
                ("9 jaar nadat ze opgeheven zijn", "P9Y", "6"),
                ("10 jaar na de uitvoering", "P10Y", "6"),
                ("11 jaar na het verlopen", "P11Y", "6"),
                ("12 jaar na de wijziging", "P12Y", "6"),
                ("1.096 dagen na het schrijven", "1096", "6"),
                ("1.862 dagen na de laatste wijziging, en zolang iets nog geldt", "1827", "6"),
                ("365 dagen", "P365D", "6"),
            ],
            rig.Get<RegisterWriter>().Write().ErasureTerms.Select(term => (term.Term, term.Setting, term.Article)));
    }
}
