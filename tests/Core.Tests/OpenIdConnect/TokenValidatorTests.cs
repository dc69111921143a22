using System.Text.Json;
using System.Text.Json.Nodes;
using LeerId.OpenIdConnect;
using LeerId.Testing;
using LeerId.Text;

namespace LeerId.Core.Tests.OpenIdConnect;

/// <summary>The checks of a provider's token, each at its limit.</summary>
public sealed class TokenValidatorTests : IDisposable
{
    private const string Audience = "client";
    private const int MaximumAge = 300;

    // TokenValidator.Skew.
    private const int Skew = 60;

    private readonly ProviderRig _provider = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private long Now => _provider.Clock.GetUtcNow().ToUnixTimeSeconds();

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task Good_token_gives_its_claims()
    {
        Checked<JsonElement, TokenFault> token = await ValidateAsync(_provider.Token(Claims()));

        Assert.Null(token.Refusal);
        Assert.Equal(ProviderRig.Issuer, token.Value.Text("iss"));
    }

    [Theory]
    [InlineData("jku", "\"https://elsewhere.example/keys\"")]
    [InlineData("jwk", "{}")]
    [InlineData("x5u", "\"https://elsewhere.example/certificate\"")]
    [InlineData("x5c", "[]")]
    [InlineData("crit", "[]")]
    [InlineData("typ", "\"at+jwt\"")]
    [InlineData("typ", "\"\"")]
    [InlineData("typ", "7")]
    public Task Header_that_names_another_key_or_extension_is_refused(string name, string json) =>
        RefusedAsync(TokenFault.HeaderNotAllowed, Claims(), draft => draft.Header[name] = JsonNode.Parse(json));

    [Theory]
    [InlineData("JWT")]
    [InlineData("jwt")]
    public Task Header_with_type_JWT_is_accepted(string type) => GrantedAsync(Claims(), draft => draft.Header["typ"] = type);

    [Theory]
    [InlineData("RS384")]
    [InlineData("none")]
    public Task Other_algorithm_is_refused(string algorithm) =>
        RefusedAsync(TokenFault.AlgorithmNotAllowed, Claims(), draft => draft.Header["alg"] = algorithm);

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("=")]
    [InlineData("+")]
    public async Task Character_outside_base64url_is_refused(string character)
    {
        string token = _provider.Token(Claims());
        foreach (string bent in new[] { character + token, token + character, token.Replace(".", $"{character}.", StringComparison.Ordinal) })
            Assert.Equal(TokenFault.Malformed, (await ValidateAsync(bent)).Refusal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("""{"iss":"a","iss":"b"}""")]
    public Task Payload_that_is_not_one_object_is_refused(string payload) =>
        RefusedAsync(TokenFault.Malformed, Claims(), draft => draft.RawPayload = payload);

    [Theory]
    [InlineData(TokenValidator.MaximumLength, nameof(TokenFault.Malformed))]
    [InlineData(TokenValidator.MaximumLength + 1, nameof(TokenFault.TooLarge))]
    public async Task Token_is_read_up_to_the_maximum_length(int length, string fault) =>
        Assert.Equal(fault, (await ValidateAsync(new string('a', length))).Refusal.ToString());

    [Fact]
    public Task Unknown_key_is_refused() => RefusedAsync(TokenFault.KeyUnknown, Claims(), draft => draft.Header["kid"] = "k2");

    [Fact]
    public Task Signature_of_another_key_is_refused() =>
        RefusedAsync(TokenFault.SignatureInvalid, Claims(), draft => draft.Sign = TestKey.CreateImpostor("k1").Sign);

    [Theory]
    [InlineData("\"https://provider.example/op/\"")]
    [InlineData("\"HTTPS://provider.example/op\"")]
    [InlineData("[\"https://provider.example/op\"]")]
    [InlineData("null")]
    public Task Other_issuer_is_refused(string json) => RefusedAsync(TokenFault.IssuerMismatch, Claims("iss", json));

    [Theory]
    [InlineData("\"client\"")]
    [InlineData("[\"client\"]")]
    [InlineData("[\"other\",\"client\"]")]
    public Task Audience_may_be_among_others(string json) => GrantedAsync(Claims("aud", json));

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("[]")]
    [InlineData("[\"client\",7]")]
    [InlineData("[\"client\",null]")]
    [InlineData("[\"client\",[\"client\"]]")]
    [InlineData("{}")]
    [InlineData("null")]
    public Task Other_audience_is_refused(string json) => RefusedAsync(TokenFault.AudienceMismatch, Claims("aud", json));

    [Fact]
    public Task Audience_with_half_a_surrogate_pair_is_refused() => RefusedAsync(
        TokenFault.AudienceMismatch, Claims("aud", "[\"client\",\"half\"]"),
        draft => draft.RawPayload = draft.Claims.ToJsonString().Replace("half", "\\ud800", StringComparison.Ordinal));

    [Fact]
    public Task Token_without_an_audience_is_refused()
    {
        JsonObject claims = Claims();
        claims.Remove("aud");
        return RefusedAsync(TokenFault.AudienceMismatch, claims);
    }

    [Theory]
    [InlineData("exp", 1 - Skew)]
    [InlineData("nbf", Skew)]
    [InlineData("iat", Skew)]
    [InlineData("iat", -MaximumAge - Skew)]
    public Task Time_at_its_limit_is_accepted(string name, int seconds) => GrantedAsync(At(name, seconds));

    [Theory]
    [InlineData("exp", -Skew, nameof(TokenFault.Expired))]
    [InlineData("nbf", Skew + 1, nameof(TokenFault.Expired))]
    [InlineData("iat", Skew + 1, nameof(TokenFault.IssuedAtOutOfRange))]
    [InlineData("iat", -MaximumAge - Skew - 1, nameof(TokenFault.IssuedAtOutOfRange))]
    public Task Time_past_its_limit_is_refused(string name, int seconds, string fault) => RefusedAsync(Enum.Parse<TokenFault>(fault), At(name, seconds));

    [Theory]
    [InlineData("exp", "\"1788244200\"", nameof(TokenFault.Expired))]
    [InlineData("exp", "null", nameof(TokenFault.Expired))]
    [InlineData("exp", "253402300000", nameof(TokenFault.Expired))]
    [InlineData("exp", "1e300", nameof(TokenFault.Expired))]
    [InlineData("nbf", "null", nameof(TokenFault.Expired))]
    [InlineData("nbf", "-1", nameof(TokenFault.Expired))]
    [InlineData("iat", "true", nameof(TokenFault.IssuedAtOutOfRange))]
    [InlineData("iat", "-1", nameof(TokenFault.IssuedAtOutOfRange))]
    public Task Time_that_is_no_usable_number_is_refused(string name, string json, string fault) =>
        RefusedAsync(Enum.Parse<TokenFault>(fault), Claims(name, json));

    [Theory]
    [InlineData("exp", "253402299999")]
    [InlineData("exp", "1788244200.5")]
    [InlineData("nbf", "0")]
    public Task Time_is_any_number_of_seconds_since_1970(string name, string json) => GrantedAsync(Claims(name, json));

    [Theory]
    [InlineData("exp", nameof(TokenFault.Expired))]
    [InlineData("iat", nameof(TokenFault.IssuedAtOutOfRange))]
    public Task Token_without_a_time_is_refused(string name, string fault)
    {
        JsonObject claims = Claims();
        claims.Remove(name);
        return RefusedAsync(Enum.Parse<TokenFault>(fault), claims);
    }

    [Fact]
    public async Task Without_a_maximum_age_an_old_token_is_accepted()
    {
        string token = _provider.Token(At("iat", -1_000_000));
        Assert.Null((await ValidateAsync(token, new TokenRules(ProviderRig.Issuer, Audience, MaximumAge: null))).Refusal);
    }

    private async Task GrantedAsync(JsonObject claims, Action<TokenDraft>? bend = null) =>
        Assert.Null((await ValidateAsync(_provider.Token(claims, bend))).Refusal);

    private async Task RefusedAsync(TokenFault fault, JsonObject claims, Action<TokenDraft>? bend = null) =>
        Assert.Equal(fault, (await ValidateAsync(_provider.Token(claims, bend))).Refusal);

    private ValueTask<Checked<JsonElement, TokenFault>> ValidateAsync(string token, TokenRules? rules = null) =>
        new TokenValidator(_provider.Metadata, rules ?? new TokenRules(ProviderRig.Issuer, Audience, TimeSpan.FromSeconds(MaximumAge)), _provider.Clock)
            .ValidateAsync(token, Cancel);

    private JsonObject At(string name, int seconds) => Claims(name, $"{Now + seconds}");

    private JsonObject Claims(string name, string json)
    {
        JsonObject claims = Claims();
        claims[name] = JsonNode.Parse(json);
        return claims;
    }

    private JsonObject Claims() => new() { ["iss"] = ProviderRig.Issuer, ["aud"] = Audience, ["iat"] = Now, ["exp"] = Now + 3600 };
}
