using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Functions.Tests.SignInTests;

/// <summary>ID tokens that must not count, each through a whole sign-in.</summary>
public sealed class IdTokenTests : IClassFixture<ScriptedSignIn>
{
    private const string Other = "https://elsewhere.example/op";

    private readonly ScriptedSignIn _signIn;

    public IdTokenTests(ScriptedSignIn signIn)
    {
        _signIn = signIn;
        signIn.Acm.Reset();
    }

    private ScriptedAcm Acm => _signIn.Acm;

    private DateTimeOffset Now => _signIn.Clock.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Token_of_ACM_is_accepted() => GrantedAsync(_ => { });

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    public Task Unsigned_token_is_refused(string algorithm) => RefusedAsync("algorithm-not-allowed", draft =>
    {
        draft.Header["alg"] = algorithm;
        draft.Sign = _ => [];
    });

    [Fact]
    public Task Token_without_a_signature_is_refused() => RefusedAsync("signature-invalid", draft => draft.Sign = _ => []);

    [Fact]
    public Task Token_signed_with_the_public_key_as_a_secret_is_refused() => RefusedAsync("algorithm-not-allowed", draft =>
    {
        draft.Header["alg"] = "HS256";
        draft.Sign = input => HMACSHA256.HashData(Acm.Key.PublicPem, input);
    });

    [Fact]
    public Task Token_signed_with_a_secret_that_says_RS256_is_refused() =>
        RefusedAsync("signature-invalid", draft => draft.Sign = input => HMACSHA256.HashData(Acm.Key.PublicPem, input));

    [Theory]
    [InlineData("PS256")]
    [InlineData("RS384")]
    [InlineData("rs256")]
    [InlineData("ES256")]
    public Task Token_with_another_algorithm_is_refused(string algorithm) =>
        RefusedAsync("algorithm-not-allowed", draft => draft.Header["alg"] = algorithm);

    [Fact]
    public Task Token_without_an_algorithm_is_refused() => RefusedAsync("algorithm-not-allowed", draft => draft.Header.Remove("alg"));

    [Fact]
    public Task Token_signed_with_PSS_under_RS256_is_refused() => RefusedAsync("signature-invalid", draft => draft.Sign = Acm.Key.SignPss);

    [Fact]
    public Task Token_of_another_key_under_the_known_kid_is_refused() =>
        RefusedAsync("signature-invalid", draft => draft.Sign = TestKey.Create("x").Sign);

    [Fact]
    public Task Token_with_an_unknown_kid_is_refused() => RefusedAsync("key-unknown", draft => draft.Header["kid"] = "unknown");

    [Fact]
    public Task Token_without_a_kid_is_refused() => RefusedAsync("key-unknown", draft => draft.Header.Remove("kid"));

    [Theory]
    [InlineData("jku", "\"https://elsewhere.example/keys\"")]
    [InlineData("x5u", "\"https://elsewhere.example/cert\"")]
    [InlineData("jwk", "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}")]
    [InlineData("x5c", "[\"MIIB\"]")]
    [InlineData("crit", "[\"exp\"]")]
    [InlineData("crit", "[]")]
    [InlineData("typ", "\"at+jwt\"")]
    [InlineData("typ", "7")]
    public Task Header_that_leads_astray_is_refused(string name, string json) =>
        RefusedAsync("header-not-allowed", draft => draft.Header[name] = JsonNode.Parse(json));

    [Fact]
    public Task Header_with_type_JWT_is_accepted() => GrantedAsync(draft => draft.Header["typ"] = "JWT");

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

    public static TheoryData<string, Func<string, string>> Malformed { get; } = new()
    {
        { "two tokens in one", token => $"{token}.{token}" },
        { "two tokens beside each other", token => $"{token} {token}" },
        { "two tokens in a list", token => $"{token},{token}" },
        { "the signature cut off with its dot", token => token[..token.LastIndexOf('.')] },
        { "the last characters cut off", token => token[..^8] },
        { "one part", token => token.Split('.')[0] },
        { "padding", token => token + "=" },
        { "white space", token => token + "\n" },
        { "the header empty", token => token[token.IndexOf('.', StringComparison.Ordinal)..] },
        { "an encrypted token's five parts", token => token + ".AAAA.AAAA" },
        { "not base64url", token => "*" + token },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Token_in_another_form_is_refused(string what, Func<string, string> finish)
    {
        Assert.NotEmpty(what);
        Acm.Finish = finish;
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.BadGateway, "token-malformed");
    }

    [Fact]
    public async Task Token_cut_short_is_refused()
    {
        Acm.Finish = token => token[..^2];
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.BadGateway, "signature-invalid");
    }

    [Fact]
    public Task Token_of_a_megabyte_is_refused() => RefusedAsync("token-too-large", draft => draft.Claims["filler"] = new string('x', 1024 * 1024));

    [Fact]
    public Task Token_with_deeply_nested_JSON_is_refused() => RefusedAsync("token-malformed", draft =>
    {
        string claims = draft.Claims.ToJsonString();
        draft.RawPayload = $"{claims[..^1]},\"deep\":{new string('[', 1000)}{new string(']', 1000)}}}";
    });

    [Theory]
    [InlineData("\"ov_orgcode\":\"999999\"")]
    [InlineData("\"iss\":\"https://elsewhere.example\"")]
    [InlineData("\"\\u006eonce\":\"another\"")]
    public Task Token_with_a_claim_twice_is_refused(string claim) => RefusedAsync("token-malformed", draft =>
    {
        string claims = draft.Claims.ToJsonString();
        draft.RawPayload = $"{claims[..^1]},{claim}}}";
    });

    [Fact]
    public Task Token_with_a_header_twice_is_refused() =>
        RefusedAsync("token-malformed", draft => draft.RawHeader = "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"key-1\"}");

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"iss\":\"x\",}")]
    public Task Token_whose_payload_is_no_object_is_refused(string payload) => RefusedAsync("token-malformed", draft => draft.RawPayload = payload);

    [Fact]
    public async Task Answer_with_two_ID_tokens_is_refused()
    {
        Acm.OnToken = async context =>
        {
            string body = Acm.TokenAnswer("x").ToJsonString();
            context.Response.ContentType = "application/json";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, $"{body[..^1]},\"id_token\":\"x.y.z\"}}", Cancel);
        };
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.ServiceUnavailable, "acm-answer-invalid");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[\"a.b.c\"]")]
    [InlineData("\"\"")]
    public async Task Answer_without_an_ID_token_is_refused(string json)
    {
        Acm.OnToken = context =>
        {
            JsonObject answer = Acm.TokenAnswer("x");
            answer["id_token"] = JsonNode.Parse(json);
            return Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, answer, Cancel);
        };
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.BadGateway, "token-missing");
    }

    [Fact]
    public async Task Token_whose_payload_was_changed_is_refused()
    {
        Acm.Finish = token =>
        {
            string[] parts = token.Split('.');
            string payload = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[1])).Replace("012345", "030569", StringComparison.Ordinal);
            return $"{parts[0]}.{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
        };
        await _signIn.AssertRefusedAsync(await _signIn.SignInAsync(), HttpStatusCode.BadGateway, "signature-invalid");
    }

    private Task GrantedAsync(Action<TokenDraft> draft) => VerdictAsync(granted: true, "", draft);

    private Task RefusedAsync(string reason, Action<TokenDraft> draft) => VerdictAsync(granted: false, reason, draft);

    private async Task VerdictAsync(bool granted, string reason, Action<TokenDraft> draft)
    {
        Acm.Draft = draft;
        Answer answer = await _signIn.SignInAsync();
        if (granted)
            ScriptedSignIn.AssertGranted(answer);
        else
            await _signIn.AssertRefusedAsync(answer, HttpStatusCode.BadGateway, reason);
    }
}
