using System.Text.Json;
using System.Text.Json.Nodes;
using LeerId.Core.Tests.OpenIdConnect;
using LeerId.OpenIdConnect;
using LeerId.SignIn;
using LeerId.Text;
using Microsoft.Extensions.Options;

namespace LeerId.Core.Tests.SignIn;

/// <summary>The claims that bind an ID token to this client, this sign-in and this access token.</summary>
public sealed class IdTokenValidatorTests : IDisposable
{
    private const string ClientId = "client";
    private const string Nonce = "nonce-of-this-sign-in";

    // The example of OpenID Connect Core, appendix A.3.
    private const string AccessToken = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    private const string AccessTokenHash = "77QmUPtjPfzWtF2AnpK9RQ";

    private readonly ProviderRig _provider = new();

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task Token_of_this_sign_in_gives_its_claims()
    {
        Checked<JsonElement, RefusalReason> token = await ValidateAsync(Claims(), AccessToken);

        Assert.Null(token.Refusal);
        Assert.Equal(Nonce, token.Value.Text("nonce"));
    }

    [Fact]
    public async Task Fault_of_the_token_becomes_the_reason()
    {
        JsonObject claims = Claims();
        claims["iss"] = "https://elsewhere.example/op";
        Assert.Equal(RefusalReason.IssuerMismatch, (await ValidateAsync(claims, AccessToken)).Refusal);
    }

    // A null means that the claim is missing.
    [Theory]
    [InlineData("aud", "[\"client\"]", null)]
    [InlineData("aud", "[\"client\",\"other\"]", null)]
    [InlineData("azp", null, null)]
    [InlineData("azp", "\"other\"", nameof(RefusalReason.AuthorizedPartyMismatch))]
    [InlineData("azp", "null", nameof(RefusalReason.AuthorizedPartyMismatch))]
    [InlineData("nonce", "\"another\"", nameof(RefusalReason.NonceMismatch))]
    [InlineData("nonce", "7", nameof(RefusalReason.NonceMismatch))]
    [InlineData("nonce", null, nameof(RefusalReason.NonceMismatch))]
    [InlineData("at_hash", null, null)]
    [InlineData("at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"", nameof(RefusalReason.AccessTokenHashMismatch))]
    [InlineData("at_hash", "null", nameof(RefusalReason.AccessTokenHashMismatch))]
    public async Task Claim_is_checked(string name, string? json, string? reason)
    {
        JsonObject claims = Claims();
        claims.Remove(name);
        if (json is not null)
            claims[name] = JsonNode.Parse(json);
        Assert.Equal(reason, (await ValidateAsync(claims, AccessToken)).Refusal?.ToString());
    }

    [Fact]
    public async Task Several_audiences_without_an_authorized_party_are_refused()
    {
        JsonObject claims = Claims();
        claims["aud"] = new JsonArray(ClientId, "other");
        claims.Remove("azp");
        Assert.Equal(RefusalReason.AuthorizedPartyMismatch, (await ValidateAsync(claims, AccessToken)).Refusal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another")]
    public async Task Hash_of_another_access_token_is_refused(string? accessToken) =>
        Assert.Equal(RefusalReason.AccessTokenHashMismatch, (await ValidateAsync(Claims(), accessToken)).Refusal);

    private ValueTask<Checked<JsonElement, RefusalReason>> ValidateAsync(JsonObject claims, string? accessToken) =>
        new IdTokenValidator(
            _provider.Metadata, Options.Create(new AcmOptions { Issuer = ProviderRig.Issuer, ClientId = ClientId }), _provider.Clock)
            .ValidateAsync(_provider.Token(claims), accessToken, Nonce, TestContext.Current.CancellationToken);

    private JsonObject Claims()
    {
        long now = _provider.Clock.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = ProviderRig.Issuer,
            ["aud"] = ClientId,
            ["azp"] = ClientId,
            ["iat"] = now,
            ["exp"] = now + 3600,
            ["nonce"] = Nonce,
            ["at_hash"] = AccessTokenHash,
        };
    }
}
