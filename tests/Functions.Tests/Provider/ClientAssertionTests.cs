using System.Net;
using LeerId.Testing;
using Microsoft.IdentityModel.Tokens;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>The JWT of an application that authenticates with a private key (RFC 7523, section 3; OpenID Connect Core, section 9).</summary>
public sealed class ClientAssertionTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    private const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public static TheoryData<string, string> WrongClaims { get; } = new()
    {
        { "aud", "https://elsewhere.example/" },
        { "aud", "" },
        { "iss", BasicClient },
        { "sub", BasicClient },
        { "sub", "" },
        { "exp", "-61" },
        { "exp", "661" },
        { "exp", "86400" },
        { "exp", "none" },
        { "nbf", "120" },
    };

    [Theory]
    [InlineData("RS256", "")]
    [InlineData("PS256", "token")]
    [InlineData("ES256", "")]
    public async Task Signed_JWT_authenticates_the_application(string algorithm, string audience)
    {
        Dictionary<string, object> claims = Claims(provider, KeyClient);
        claims["aud"] = provider.Issuer + audience;
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(provider.Keys.Sign(algorithm, claims))).Status);
    }

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task Wrong_claim_is_refused(string name, string value)
    {
        Dictionary<string, object> claims = Claims(provider, KeyClient);
        if (value is "" or "none")
            claims.Remove(name);
        else
            claims[name] = long.TryParse(value, out long seconds) ? provider.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds : value;
        await AssertRefusedAsync(provider.Keys.Sign("RS256", claims));
    }

    [Fact]
    public async Task Signature_of_another_kind_is_refused()
    {
        Dictionary<string, object> claims = Claims(provider, KeyClient);
        await AssertRefusedAsync(ClientKeys.Sign(null, claims));
        foreach (string id in new[] { "rsa", "ec", "" })
        {
            SymmetricSecurityKey confused = new(provider.Keys.PublicPem) { KeyId = id };
            await AssertRefusedAsync(ClientKeys.Sign(new SigningCredentials(confused, "HS256"), claims));
        }

        await AssertRefusedAsync(provider.Keys.Sign("RS512", claims));
        // The key of another client, under the correct names.
        await AssertRefusedAsync(new ClientKeys().Sign("RS256", claims));
        await AssertRefusedAsync(new ClientKeys().Sign("ES256", claims));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("e30.e30.")]
    [InlineData("")]
    public async Task Text_that_is_no_JWT_is_refused(string assertion) => await AssertRefusedAsync(assertion);

    [Fact]
    public async Task Client_id_beside_the_JWT_must_be_the_same()
    {
        string assertion = provider.Keys.Sign("RS256", Claims(provider, KeyClient));
        JsonAnswer answer = await RedeemAsync(assertion, ("client_id", TestApplication.ClientId));
        AssertErrorIsOneOf(answer, "invalid_client", "invalid_request");
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(assertion, ("client_id", KeyClient))).Status);
    }

    [Fact]
    public async Task Another_type_of_assertion_is_refused()
    {
        string assertion = provider.Keys.Sign("RS256", Claims(provider, KeyClient));
        foreach (string? type in new[] { null, "urn:ietf:params:oauth:client-assertion-type:saml2-bearer" })
        {
            JsonAnswer answer = await RedeemAsync(assertion, ("client_assertion_type", type));
            AssertErrorIsOneOf(answer, "invalid_client", "invalid_request");
        }
    }

    /// <summary>The claims of a valid JWT.</summary>
    internal static Dictionary<string, object> Claims(ProviderUnderTest provider, string clientId) => new()
    {
        ["iss"] = clientId,
        ["sub"] = clientId,
        ["aud"] = provider.Issuer,
        ["iat"] = provider.Clock.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = provider.Clock.GetUtcNow().AddMinutes(2).ToUnixTimeSeconds(),
        ["jti"] = Guid.NewGuid().ToString("N"),
    };

    private async Task AssertRefusedAsync(string assertion)
    {
        JsonAnswer answer = await RedeemAsync(assertion);
        AssertErrorIsOneOf(answer, "invalid_client", "invalid_request");
        Assert.False(answer.Json.TryGetProperty("id_token", out _));
        Assert.DoesNotContain(provider.Rig.Logs.Entries, entry => assertion.Length > 20 && entry.AllText.Contains(assertion, StringComparison.Ordinal));
    }

    private async Task<JsonAnswer> RedeemAsync(string assertion, params (string Name, string? Value)[] changes)
    {
        Answer answer = await provider.SignInAsync(("client_id", KeyClient), ("redirect_uri", KeyRedirectUri));
        (string Name, string? Value)[] fields =
        [
            ("grant_type", "authorization_code"), ("code", answer.Code), ("redirect_uri", KeyRedirectUri),
            ("code_verifier", provider.Application.CodeVerifier), ("client_assertion_type", Type), ("client_assertion", assertion),
        ];
        return await provider.PostTokenAsync(Form([.. fields.Where(field => changes.All(change => change.Name != field.Name)), .. changes]));
    }
}
