using LeerId.Disclosures;
using LeerId.Hosting;
using LeerId.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.Core.Tests.Hosting;

public sealed partial class SettingsTests
{
    [Fact]
    public void Start_takes_complete_settings_and_fills_in_the_defaults()
    {
        using ServiceProvider services = Services();
        services.GetRequiredService<IStartupValidator>().Validate();

        AcmOptions acm = services.GetRequiredService<IOptions<AcmOptions>>().Value;
        Assert.Equal("PrivateKeyJwt", acm.ClientAuthentication);
        Assert.Equal("openid profile ov_leerling", acm.Scopes);
        Assert.Equal("query", acm.ResponseMode);
        Assert.Equal("leerid", acm.AuthMech);
        Assert.Equal("ov_leerid_uuid", acm.Claims.LeerIdUuid);
        Assert.Equal("ov_account_uuid", acm.Claims.AccountUuid);
        Assert.Equal("ov_historiek_account_uuid", acm.Claims.AccountHistory);
        Assert.Equal("given_name", acm.Claims.GivenName);
        Assert.Equal("family_name", acm.Claims.FamilyName);
        Assert.Equal("ov_gebruikersnaam", acm.Claims.Username);
        Assert.Equal("ov_orgcode", acm.Claims.SchoolNumbers);
    }

    [Fact]
    public void Start_names_every_setting_that_is_missing()
    {
        _settings.Clear();
        string message = Fault();
        foreach (string setting in new[] { "AzureWebJobsStorage", "Acm:Issuer", "Acm:ClientId", "Acm:RedirectUri",
            "Applications:0:ClientId",
            "Dpo:Provider:Name", "Dpo:Provider:Telephone", "Dpo:Provider:Mail", "Dpo:Dov:Name", "Dpo:Dov:Telephone", "Dpo:Dov:Mail",
            "Smtp:Host", "Smtp:Port", "Smtp:From",
            "Staff:Issuer", "Staff:Audience", "Retention:Schedule", "PrivacyLog:SealSchedule", "PrivacyLog:ExpirySchedule",
            "Notices:RequeueSchedule", "Notices:DeadlineSchedule", "Retention:RecordsSchedule", "Agreement:Schedule",
            "Requests:ReminderSchedule", "Archive:Schedule",
            "Register:Provider:Name", "Register:Provider:Address", "Register:Provider:Contact",
            "Register:Protocol:Reference", "Register:Protocol:Date",
            "Register:RiskAssessment:Where", "Register:RiskAssessment:Date", "Register:RiskAssessment:NextReview",
            "Register:ImpactAssessment:Where", "Register:ImpactAssessment:Date", "Register:ImpactAssessment:NextReview" })
        {
            Assert.Contains(setting, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Acm:Issuer", "http://acm.example/op")]
    [InlineData("Acm:Issuer", "https://acm.example/op/")]
    [InlineData("Acm:Issuer", "acm.example")]
    [InlineData("Acm:RedirectUri", "/acm/callback")]
    [InlineData("Acm:RedirectUri", "https://leerid.example/callback")]
    [InlineData("Acm:RedirectUri", "http://leerid.example/acm/callback")]
    [InlineData("Acm:Scopes", "profile")]
    [InlineData("Acm:ResponseMode", "fragment")]
    [InlineData("Acm:Claims:SchoolNumbers", "")]
    [InlineData("Acm:Issuer", "https://acm.example:99999/op")]
    [InlineData("Acm:Issuer", "https://acm.example/op?x=y")]
    [InlineData("Acm:RedirectUri", "https://")]
    [InlineData("Acm:RedirectUri", "https://user@leerid.example/acm/callback")]
    [InlineData("Acm:RedirectUri", "https://leerid.example/acm/callback#x")]
    [InlineData("Acm:ClientAuthentication", "ClientSecretPst")]
    [InlineData("Acm:ClientAuthentication", "7")]
    [InlineData("Acm:Scopes", "")]
    [InlineData("Applications:0:RedirectUris:0", "http://[")]
    [InlineData("KeyVault:Uri", "nonsense")]
    [InlineData("AzureWebJobsStorage", "nonsense")]
    [InlineData("StudentStorage", "nonsense")]
    [InlineData("ArchiveStorage", "nonsense")]
    [InlineData("PrivacyLog:Period", "")]
    [InlineData("PrivacyLog:Period", "3 years")]
    [InlineData("PrivacyLog:Period", "PT1H")]
    [InlineData("PrivacyLog:Period", "P0D")]
    [InlineData("Retention:Schedule", "")]
    [InlineData("Retention:Schedule", "every night")]
    [InlineData("Retention:Schedule", "30 2 * * *")]
    [InlineData("PrivacyLog:SealSchedule", "0 30 25 * * *")]
    [InlineData("PrivacyLog:ExpirySchedule", "")]
    [InlineData("Notices:RequeueSchedule", "x")]
    [InlineData("Notices:DeadlineSchedule", "x")]
    [InlineData("Archive:Schedule", "x")]
    [InlineData("Archive:LogDays", "0")]
    [InlineData("Archive:RecordDays", "100000")]
    [InlineData("Requests:ReminderSchedule", "daily")]
    [InlineData("Requests:Mail", "nobody")]
    [InlineData("Requests:Mail", "één@uitgever.example")]
    [InlineData("Requests:Mail", "een@uitgever.example, twee@uitgever.example")]
    [InlineData("Retention:Period", "3 years")]
    [InlineData("Retention:Period", "PT3H")]
    [InlineData("Retention:Period", "P-1Y")]
    [InlineData("Retention:UsernameUntil", "1/1/2028")]
    [InlineData("Retention:RecordsSchedule", "")]
    [InlineData("Retention:Logs", "90 days")]
    [InlineData("Retention:Records:Notices", "P0D")]
    [InlineData("Retention:Records:Notices", "P5D")]
    [InlineData("Retention:Records:Disclosures", "5 years")]
    [InlineData("Retention:Records:Requests", "PT1H")]
    [InlineData("Retention:Records:Restrictions", "")]
    [InlineData("Retention:Records:Runs", "P-5Y")]
    [InlineData("Retention:Records:Acknowledgements", "x")]
    [InlineData("Retention:Records:SchoolHistory", "x")]
    [InlineData("Agreement:EndDate", "tomorrow")]
    [InlineData("Agreement:Schedule", "every hour")]
    [InlineData("Agreement:GracePeriod", "P0D")]
    [InlineData("Agreement:GracePeriod", "")]
    [InlineData("Agreement:SnapshotsPerRun", "0")]
    [InlineData("Agreement:SnapshotsPerRun", "1e5")]
    [InlineData("Agreement:Suspended", "yes")]
    [InlineData("Acm:Prompt", "consent")]
    [InlineData("Acm:HonoursPromptNone", "yes")]
    [InlineData("Staff:Issuer", "http://login.example/tenant/v2.0")]
    [InlineData("Staff:Issuer", "https://login.example/tenant/v2.0/")]
    [InlineData("Staff:Roles:Dpo", "")]
    [InlineData("Confidentiality:Version", "")]
    [InlineData("Confidentiality:Version", "versie 2")]
    [InlineData("Confidentiality:Version", "een-versie-van-meer-dan-32-tekens")]
    // Without its own version, the text would count as accepted by everybody who accepted the standard text.
    [InlineData("Confidentiality:Text", "Eigen tekst.")]
    [InlineData("Disclosures:WaitingDays", "0")]
    [InlineData("Disclosures:WaitingDays", "-2")]
    [InlineData("Disclosures:WaitingDays", "61")]
    [InlineData("Disclosures:WaitingDays", "P2D")]
    [InlineData("Disclosures:WaitingDays", "")]
    [InlineData("Dpo:Provider:Mail", "nobody")]
    [InlineData("Dpo:Dov:Mail", "a@x.example, b@x.example")]
    [InlineData("Dpo:Dov:Mail", "a@x.example\r\nBcc: b@x.example")]
    [InlineData("Dpo:Dov:Mail", "DPO van DOV <dpo@dov.example>")]
    [InlineData("Dpo:Dov:Name", "Functionaris\r\nBcc: b@x.example")]
    [InlineData("Dpo:Dov:Telephone", "bel het secretariaat")]
    [InlineData("Smtp:Host", "mail example")]
    [InlineData("Smtp:Port", "0")]
    [InlineData("Smtp:Port", "smtp")]
    [InlineData("Smtp:Port", "65536")]
    [InlineData("Smtp:From", "LeerID")]
    [InlineData("Smtp:From", "leerid.één@provider.example")]
    [InlineData("Dpo:Provider:Mail", "één@provider.example")]
    [InlineData("Dpo:Dov:Mail", "\"é\"@dov.example")]
    [InlineData("Smtp:LocalName", "leerid")]
    [InlineData("Smtp:LocalName", "leerid.")]
    [InlineData("Smtp:LocalName", "école.example")]
    [InlineData("Smtp:LocalName", "mail.example\r\nMAIL")]
    [InlineData("Smtp:CheckRevocation", "")]
    [InlineData("Smtp:CheckRevocation", "no")]
    public void Start_refuses_a_setting_that_is_wrong(string setting, string value)
    {
        _settings[setting] = value;
        Assert.Contains(setting, Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_says_what_is_wrong_with_an_address_beyond_ASCII()
    {
        _settings["Dpo:Dov:Mail"] = "één@dov.example";
        Assert.Contains(
            "Dpo:Dov:Mail has a non-ASCII character before the @, which most mail servers refuse: use an address without it.",
            Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dpo:Dov:Name", "Één persoon")]
    [InlineData("Dpo:Dov:Mail", "dpo@één.example")]
    [InlineData("Dpo:Dov:Telephone", "0470 12 34 56")]
    [InlineData("Smtp:From", "leerid@één.example")]
    [InlineData("Smtp:LocalName", "mail.provider.example")]
    [InlineData("Smtp:LocalName", "192.0.2.7")]
    [InlineData("Smtp:CheckRevocation", "false")]
    public void Start_accepts_a_valid_setting_of_mail_or_of_an_officer(string setting, string value)
    {
        _settings[setting] = value;
        using ServiceProvider services = Services();
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("9", 9)]
    [InlineData("15", 15)]
    [InlineData("60", 60)]
    [InlineData(null, 2)]
    public void Start_takes_one_to_sixty_working_days_and_two_when_not_set(string? value, int days)
    {
        if (value is not null)
            _settings["Disclosures:WaitingDays"] = value;
        using ServiceProvider services = Services();
        services.GetRequiredService<IStartupValidator>().Validate();
        Assert.Equal(days, services.GetRequiredService<IOptions<DisclosureOptions>>().Value.WaitingDaysNumber);
    }

    [Fact]
    public void Start_refuses_storage_by_identity_without_an_account()
    {
        _settings["StudentStorage:clientId"] = "only-this";
        Assert.Contains("StudentStorage", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_refuses_one_name_for_two_roles_of_staff()
    {
        _settings["Staff:Roles:Dpo"] = "operator";
        Assert.Contains("Staff:Roles gives two roles the same name", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_takes_a_text_on_confidentiality_of_a_length_and_a_version_of_its_own()
    {
        _settings["Confidentiality:Version"] = "2026-1";
        _settings["Confidentiality:Text"] = new string('x', 10_001);
        Assert.Contains("Confidentiality:Text has 10001 characters; it may have 10000 at most.", Fault(), StringComparison.Ordinal);
        _settings["Confidentiality:Text"] = new string('x', 10_000);
        using ServiceProvider services = Services();
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void Start_names_every_faulty_setting_at_once()
    {
        Dictionary<string, string> faulty = new()
        {
            ["Acm:ClientAuthentication"] = "x",
            ["Acm:RedirectUri"] = "x",
            ["Applications:0:RedirectUris:0"] = "x",
            ["Retention:Period"] = "x",
            ["Agreement:EndDate"] = "x",
        };
        foreach ((string setting, string value) in faulty)
            _settings[setting] = value;
        string message = Fault();
        Assert.All(faulty.Keys, setting => Assert.Contains(setting, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Development", "http://127.0.0.1:5005/op", true)]
    [InlineData("Development", "http://localhost:5005/op", true)]
    [InlineData("Development", "http://[::1]:5005/op", true)]
    [InlineData("Development", "http://10.0.0.1/op", false)]
    [InlineData("Development", "http://localhost.example/op", false)]
    [InlineData("Production", "http://127.0.0.1:5005/op", false)]
    [InlineData(null, "http://127.0.0.1:5005/op", false)]
    public void Plain_http_is_for_the_loopback_in_development(string? environment, string issuer, bool accepted)
    {
        _settings["AZURE_FUNCTIONS_ENVIRONMENT"] = environment;
        _settings["Acm:Issuer"] = issuer;
        using ServiceProvider services = Services();
        Exception? fault = Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal(accepted, fault is null);
    }

    [Theory]
    [InlineData("AzureWebJobsStorage:accountName", "hoststorage")]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "https://hoststorage.table.core.windows.net")]
    public void Storage_by_identity_is_storage_too(string setting, string value)
    {
        _settings.Remove("AzureWebJobsStorage");
        _settings[setting] = value;
        using ServiceProvider services = Services();
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private string Fault()
    {
        using ServiceProvider services = Services();
        Exception? fault = Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.NotNull(fault);
        return fault.Message;
    }

    private ServiceProvider Services()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        return new ServiceCollection().AddLogging().AddLeerId(configuration).BuildServiceProvider();
    }
}
