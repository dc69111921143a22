using System.Text.Json.Nodes;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The standard claims of the ID token: audience, issuer, times and nonce.</summary>
public sealed class IdTokenClaimTests(ScriptedSignIn signIn) : IdTokenTests(signIn)
{
    private const string Other = "https://elsewhere.example/op";

    [Fact]
    public Task Wrong_issuer_is_refused() => RefusedAsync("issuer-mismatch", draft => draft.Claims["iss"] = Other);

    [Fact]
    public Task Issuer_with_a_slash_is_refused() => RefusedAsync("issuer-mismatch", draft => draft.Claims["iss"] = Acm.Issuer + "/");

    [Fact]
    public Task Missing_issuer_is_refused() => RefusedAsync("issuer-mismatch", draft => draft.Claims.Remove("iss"));

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("[\"other\"]")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[\"client-under-test\",7]")]
    public Task Wrong_audience_is_refused(string json) => RefusedAsync("audience-mismatch", draft => draft.Claims["aud"] = JsonNode.Parse(json));

    [Fact]
    public Task Missing_audience_is_refused() => RefusedAsync("audience-mismatch", draft => draft.Claims.Remove("aud"));

    [Fact]
    public Task Audience_as_an_array_is_accepted() => GrantedAsync(draft => draft.Claims["aud"] = new JsonArray(SignInRig.ClientId));

    [Fact]
    public Task Several_audiences_are_accepted_with_azp() => GrantedAsync(draft => draft.Claims["aud"] = new JsonArray(SignInRig.ClientId, Acm.Issuer));

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("[\"client-under-test\"]")]
    public Task Wrong_azp_is_refused(string json) =>
        RefusedAsync("authorized-party-mismatch", draft => draft.Claims["azp"] = JsonNode.Parse(json));

    [Fact]
    public Task Several_audiences_without_azp_are_refused() => RefusedAsync("authorized-party-mismatch", draft =>
    {
        draft.Claims["aud"] = new JsonArray(SignInRig.ClientId, "other");
        draft.Claims.Remove("azp");
    });

    [Fact]
    public Task One_audience_without_azp_is_accepted() => GrantedAsync(draft => draft.Claims.Remove("azp"));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-59, true)]
    public Task Expiry_has_a_minute_of_skew(int seconds, bool granted) =>
        VerdictAsync(granted, "token-expired", draft => draft.Claims["exp"] = Now.AddSeconds(seconds).ToUnixTimeSeconds());

    [Theory]
    [InlineData("null")]
    [InlineData("\"2100000000\"")]
    [InlineData("-1")]
    [InlineData("1e300")]
    public Task Unusable_expiry_is_refused(string json) => RefusedAsync("token-expired", draft => draft.Claims["exp"] = JsonNode.Parse(json));

    [Fact]
    public Task Missing_expiry_is_refused() => RefusedAsync("token-expired", draft => draft.Claims.Remove("exp"));

    [Fact]
    public Task Token_that_is_not_yet_valid_is_refused() =>
        RefusedAsync("token-expired", draft => draft.Claims["nbf"] = Now.AddMinutes(2).ToUnixTimeSeconds());

    [Theory]
    [InlineData(61, false)]
    [InlineData(60, true)]
    [InlineData(-360, true)]
    [InlineData(-361, false)]
    [InlineData(-86400, false)]
    [InlineData(86400, false)]
    public Task Issue_time_far_from_now_is_refused(int seconds, bool granted) =>
        VerdictAsync(granted, "issued-at-out-of-range", draft => draft.Claims["iat"] = Now.AddSeconds(seconds).ToUnixTimeSeconds());

    [Fact]
    public Task Missing_issue_time_is_refused() => RefusedAsync("issued-at-out-of-range", draft => draft.Claims.Remove("iat"));

    [Fact]
    public Task Wrong_nonce_is_refused() => RefusedAsync("nonce-mismatch", draft => draft.Claims["nonce"] = "another");

    [Fact]
    public Task Missing_nonce_is_refused() => RefusedAsync("nonce-mismatch", draft => draft.Claims.Remove("nonce"));

    [Theory]
    [InlineData("\"AAAAAAAAAAAAAAAAAAAAAA\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    public Task Wrong_access_token_hash_is_refused(string json) =>
        RefusedAsync("access-token-hash-mismatch", draft => draft.Claims["at_hash"] = JsonNode.Parse(json));

    [Fact]
    public Task Missing_access_token_hash_is_accepted() => GrantedAsync(draft => draft.Claims.Remove("at_hash"));

    [Fact]
    public Task Missing_subject_is_accepted_and_so_is_one() => GrantedAsync(draft => draft.Claims["sub"] = "someone");
}
