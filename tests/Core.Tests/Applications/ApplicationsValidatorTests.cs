using LeerId.Applications;
using LeerId.Settings;
using Microsoft.Extensions.Configuration;

namespace LeerId.Core.Tests.Applications;

/// <summary>Validation of the settings of the publisher's applications.</summary>
public sealed class ApplicationsValidatorTests
{
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["0:ClientId"] = "application",
        ["0:Name"] = "Application",
        ["0:RedirectUris:0"] = "https://application.example/callback?a=1",
    };

    [Fact]
    public void Settings_that_are_left_out_have_defaults()
    {
        Assert.Empty(Faults());
        Application application = Assert.Single(new ApplicationRegister(Microsoft.Extensions.Options.Options.Create(Bind())).All);
        Assert.Equal(ClientAuthentication.ClientSecretBasic, application.ClientAuthentication);
        Assert.Equal("application-application-secret", application.SecretName);
        Assert.Equal("RS256", application.IdTokenAlgorithm);
        Assert.Equal(["openid", "profile", "leerid"], application.Scopes);
        Assert.True(application.RequiresPkce);
        Assert.Equal("application.example", application.Sector);
        Assert.Null(application.InitiateLoginUri);
    }

    [Theory]
    [InlineData("RedirectUris:0", "http://[")]
    [InlineData("RedirectUris:0", "ftp://application.example")]
    [InlineData("RedirectUris:0", "https://application.example/callback#x")]
    [InlineData("RedirectUris:0", "https://*.application.example/callback")]
    [InlineData("RedirectUris:0", "https://APPLICATION.example/callback")]
    [InlineData("RedirectUris:0", "https://application.example/a/../callback")]
    [InlineData("PostLogoutRedirectUris:0", "http://application.example")]
    [InlineData("InitiateLoginUri", "nowhere")]
    [InlineData("ClientId", "")]
    [InlineData("ClientId", "an application")]
    [InlineData("Name", "")]
    [InlineData("ClientAuthentication", "None")]
    [InlineData("ClientAuthentication", "1")]
    [InlineData("PublicKeys", """{"keys":[]}""")]
    [InlineData("SecretName", "a_secret")]
    [InlineData("IdTokenAlgorithm", "HS256")]
    [InlineData("Scopes", "profile")]
    [InlineData("Scopes", "openid email")]
    [InlineData("RequiresPkce", "no")]
    public void Setting_that_is_wrong_is_named(string setting, string value)
    {
        _settings[$"0:{setting}"] = value;
        Assert.StartsWith($"Applications:0:{setting} ", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("nonsense", false)]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""", false)]
    [InlineData("""{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}""", false)]
    [InlineData("""{"keys":[{KEY,"d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}]}""", false)]
    [InlineData("""{"keys":[{KEY}]}""", true)]
    public void Application_that_signs_needs_public_keys(string keys, bool accepted)
    {
        // The example of RFC 7517, appendix A.
        const string Key = """
            "kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"
            """;
        _settings["0:ClientAuthentication"] = "PrivateKeyJwt";
        _settings["0:PublicKeys"] = keys.Replace("KEY", Key, StringComparison.Ordinal);
        IReadOnlyList<string> faults = Faults();
        // No secret is read, so no secret name is derived from the client id.
        _settings["0:ClientId"] = "an.application";
        Assert.Equal(faults, Faults());
        if (accepted)
            Assert.Empty(faults);
        else
            Assert.StartsWith("Applications:0:PublicKeys must be a JSON Web Key Set", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_applications_with_one_client_id_are_refused()
    {
        _settings["1:ClientId"] = "application";
        _settings["1:Name"] = "Another";
        _settings["1:RedirectUris:0"] = "https://other.example/callback";
        Assert.Equal(["Applications has the ClientId application 2 times; each application needs its own."], Faults());
    }

    [Fact]
    public void Application_with_several_hosts_needs_a_sector()
    {
        _settings["0:RedirectUris:1"] = "https://other.example/callback";
        Assert.StartsWith("Applications:0:Sector is not set", Assert.Single(Faults()), StringComparison.Ordinal);
        _settings["0:Sector"] = "application.example";
        Assert.Empty(Faults());
    }

    [Fact]
    public void Every_fault_of_every_application_is_reported_at_once()
    {
        _settings["0:Name"] = "";
        _settings["0:Scopes"] = "profile";
        _settings["1:ClientId"] = "other";
        _settings["1:Name"] = "Other";
        Assert.Equal(["Applications:0:Name", "Applications:0:Scopes", "Applications:1:RedirectUris:0"], Faults().Select(fault => fault.Split(' ')[0]));
    }

    private ApplicationsOptions Bind() => new ConfigurationBuilder().AddInMemoryCollection(_settings).Build().Get<ApplicationsOptions>()!;

    private IReadOnlyList<string> Faults() =>
        [.. new ApplicationsValidator(new AddressRules(new ConfigurationBuilder().Build())).Validate(name: null, Bind()).Failures ?? []];
}
