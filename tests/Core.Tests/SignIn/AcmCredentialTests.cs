using System.Security.Cryptography;
using System.Text;
using LeerId.Secrets;
using LeerId.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Core.Tests.SignIn;

/// <summary>The client authentication in a token request to ACM.</summary>
public sealed class AcmCredentialTests : IDisposable
{
    private const string Issuer = "https://acm.example/op";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 1, 6, 30, 0, TimeSpan.Zero));
    private readonly HttpRequestMessage _request = new();
    private readonly Dictionary<string, string> _form = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _request.Dispose();

    [Fact]
    public async Task Basic_encodes_both_parts_before_it_joins_them()
    {
        await AddAsync(AcmClientAuthentication.ClientSecretBasic, "acm-client-secret", "p:ss w%rd", clientId: "client:1");

        Assert.Equal("Basic", _request.Headers.Authorization!.Scheme);
        Assert.Equal("client%3A1:p%3Ass%20w%25rd", Encoding.UTF8.GetString(Convert.FromBase64String(_request.Headers.Authorization.Parameter!)));
        Assert.Empty(_form);
    }

    [Fact]
    public async Task Post_adds_both_parts_to_the_form()
    {
        await AddAsync(AcmClientAuthentication.ClientSecretPost, "acm-client-secret", "p:ss");

        Assert.Equal(new Dictionary<string, string> { ["client_id"] = "client", ["client_secret"] = "p:ss" }, _form);
        Assert.Null(_request.Headers.Authorization);
    }

    [Fact]
    public async Task Key_signs_a_JWT_for_the_issuer_that_is_good_for_two_minutes()
    {
        using RSA key = RSA.Create(2048);
        await AddAsync(AcmClientAuthentication.PrivateKeyJwt, "acm-client-key", key.ExportPkcs8PrivateKeyPem());

        Assert.Equal(["client_assertion", "client_assertion_type", "client_id"], _form.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("client", _form["client_id"]);
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", _form["client_assertion_type"]);
        JsonWebToken token = new(_form["client_assertion"]);
        byte[] input = Encoding.ASCII.GetBytes($"{token.EncodedHeader}.{token.EncodedPayload}");
        Assert.True(key.VerifyData(input, Base64UrlEncoder.DecodeBytes(token.EncodedSignature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(("RS256", "client", "client", Issuer), (token.Alg, token.Issuer, token.Subject, Assert.Single(token.Audiences)));
        Assert.Equal(16, Base64UrlEncoder.DecodeBytes(token.Id).Length);
        Assert.Equal(_clock.GetUtcNow().UtcDateTime, token.IssuedAt);
        Assert.Equal(_clock.GetUtcNow().UtcDateTime.AddMinutes(2), token.ValidTo);
        Assert.False(token.TryGetPayloadValue("nbf", out long _));
    }

    [Fact]
    public async Task Each_JWT_has_an_id_of_its_own()
    {
        using RSA key = RSA.Create(2048);
        AcmCredential credential = Credential(AcmClientAuthentication.PrivateKeyJwt, "acm-client-key", key.ExportPkcs8PrivateKeyPem());
        await credential.AddAsync(_request, _form, Cancel);
        string first = new JsonWebToken(_form["client_assertion"]).Id;
        await credential.AddAsync(_request, _form, Cancel);
        Assert.NotEqual(first, new JsonWebToken(_form["client_assertion"]).Id);
    }

    private Task AddAsync(AcmClientAuthentication authentication, string name, string secret, string clientId = "client") =>
        Credential(authentication, name, secret, clientId).AddAsync(_request, _form, Cancel).AsTask();

    private AcmCredential Credential(AcmClientAuthentication authentication, string name, string secret, string clientId = "client")
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"Secrets:{name}", secret)]).Build();
        AcmOptions options = new() { Issuer = Issuer, ClientId = clientId, ClientAuthentication = authentication.ToString() };
        return new AcmCredential(new ConfigurationSecretReader(configuration), Options.Create(options), _clock, NullLogger<AcmCredential>.Instance);
    }
}
