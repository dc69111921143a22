using System.Text.Json.Nodes;
using LeerId.SignIn;
using LeerId.Testing;
using Microsoft.AspNetCore.Http;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>
/// Unpaired surrogates and control characters in every text that ACM sends. Each leads to a refusal with its reason, or is ignored if the text
/// doesn't matter. None causes a fault of this software.
/// </summary>
public sealed class OddTextTests : IClassFixture<ScriptedSignIn>
{
    // The test replaces this text in the JSON with an odd text.
    private const string Place = "place-of-an-odd-text";

    private static readonly string[] Texts = ["\\ud800", "x\\udc00", "\\u0000", "a\\r\\nb", "\\u001b"];

    private readonly ScriptedSignIn _signIn;

    public OddTextTests(ScriptedSignIn signIn)
    {
        _signIn = signIn;
        signIn.Acm.Reset();
    }

    private ScriptedAcm Acm => _signIn.Acm;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?> Claims { get; } = new()
    {
        { "iss", "issuer-mismatch" },
        { "aud", "audience-mismatch" },
        { "azp", "authorized-party-mismatch" },
        { "nonce", "nonce-mismatch" },
        { "at_hash", "access-token-hash-mismatch" },
        { "exp", "token-expired" },
        { "nbf", "token-expired" },
        { "iat", "issued-at-out-of-range" },
        { "ov_leerid_uuid", "claim-malformed" },
        { "ov_account_uuid", "claim-malformed" },
        { "ov_historiek_account_uuid", "claim-malformed" },
        { "given_name", "claim-malformed" },
        { "family_name", "claim-malformed" },
        { "ov_gebruikersnaam", "claim-malformed" },
        { "ov_orgcode", "claim-malformed" },
        { "sub", null },
        { "kid", null },
        { "acr", null },
        { "ov_orgnaam", null },
    };

    public static TheoryData<string, string?> Headers { get; } = new()
    {
        { "alg", "algorithm-not-allowed" },
        { "typ", "header-not-allowed" },
        { "kid", "key-unknown" },
        { "cty", null },
    };

    public static TheoryData<string, string?> Answers { get; } = new()
    {
        { "access_token", "access-token-malformed" },
        { "token_type", "token-type-not-allowed" },
        { "scope", null },
        { "expires_in", null },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public Task Odd_text_in_a_claim(string name, string? reason) => EachAsync(reason, text => Acm.EditDraft = draft =>
    {
        draft.Claims[name] = Place;
        draft.RawPayload = With(text, draft.Claims);
    });

    [Theory]
    [MemberData(nameof(Claims))]
    public Task Odd_text_in_an_array_in_a_claim(string name, string? reason) => EachAsync(reason, text => Acm.EditDraft = draft =>
    {
        // A text with a control character is a valid other audience, which a token for this client may have. The test therefore removes this client
        // from the array.
        bool isAudience = name == "aud" && !text.Contains("\\ud", StringComparison.Ordinal);
        draft.Claims[name] = new JsonArray(isAudience ? null : draft.Claims[name]?.DeepClone(), Place);
        draft.RawPayload = With(text, draft.Claims);
    });

    [Theory]
    [MemberData(nameof(Headers))]
    public Task Odd_text_in_the_header(string name, string? reason) => EachAsync(reason, text => Acm.EditDraft = draft =>
    {
        draft.Header[name] = Place;
        draft.RawHeader = With(text, draft.Header);
    });

    [Theory]
    [MemberData(nameof(Answers))]
    public Task Odd_text_in_the_answer_of_the_token_endpoint(string name, string? reason) => EachAsync(reason, text => Acm.OnToken = async context =>
    {
        JsonObject answer = Acm.TokenAnswer((await context.Request.ReadFormAsync(Cancel))["code"].ToString());
        answer[name] = Place;
        await AnswerAsync(context, With(text, answer));
    });

    [Theory]
    [InlineData("\\ud800", "token-missing")]
    [InlineData("\\u0000", "token-malformed")]
    public Task Odd_text_instead_of_the_ID_token(string text, string reason) => OneAsync(
        reason, () => Acm.OnToken = context => AnswerAsync(context, $$"""{"id_token":"{{text}}","access_token":"a","token_type":"Bearer"}"""));

    [Fact]
    public Task Odd_text_in_an_error() => EachAsync("acm-answer-invalid", text => Acm.OnToken = context =>
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return AnswerAsync(context, $$"""{"error":"{{text}}"}""");
    });

    [Theory]
    [InlineData("sub", "user-info-subject-mismatch")]
    [InlineData("family_name", "claim-malformed")]
    [InlineData("zoneinfo", null)]
    public Task Odd_text_in_userinfo(string name, string? reason) => EachAsync(reason, text =>
    {
        Acm.EditDraft = draft =>
        {
            draft.Claims["sub"] = name == "sub" ? Place : "one";
            draft.Claims.Remove("family_name");
            draft.RawPayload = With(text, draft.Claims);
        };
        JsonObject userInfo = new() { ["sub"] = "one", ["family_name"] = "Proefnaam" };
        userInfo[name] = Place;
        // A subject with a control character is a valid text, so another subject is needed here. A subject with an unpaired surrogate can't be
        // read.
        if (name == "sub" && !text.Contains("\\ud", StringComparison.Ordinal))
            userInfo[name] = "two";
        Acm.OnUserInfo = context => AnswerAsync(context, With(text, userInfo));
    });

    // Control characters make a name another name. An unpaired surrogate makes the whole object unreadable.
    [Theory]
    [InlineData("\\ud800")]
    [InlineData("x\\udc00")]
    public async Task Odd_text_in_a_name(string text)
    {
        await OneAsync("token-malformed", () => Acm.EditDraft = draft => draft.RawPayload = Named(text, draft.Claims));
        await OneAsync("token-malformed", () => Acm.EditDraft = draft => draft.RawHeader = Named(text, draft.Header));
        await OneAsync("acm-answer-invalid", () => Acm.OnToken = context => AnswerAsync(context, Named(text, Acm.TokenAnswer("x"))));
        await OneAsync("acm-answer-invalid", () =>
        {
            Acm.EditDraft = draft => draft.Claims.Remove("family_name");
            Acm.OnUserInfo = context => AnswerAsync(context, Named(text, []));
        });
    }

    [Fact]
    public async Task Odd_text_in_a_key_beside_the_signing_key() => await EachAsync(null, text =>
    {
        Acm.RotateKey($"key-{Guid.NewGuid()}");
        // Unknown keys cause one refresh per 30 seconds.
        _signIn.Clock.Advance(TimeSpan.FromSeconds(30));
        string good = Acm.Key.Jwk.ToJsonString();
        string odd = $$"""{"kty":"RSA","kid":"{{text}}","n":"{{text}}","key_ops":["{{text}}"],"{{text}}":1}""";
        Acm.OnKeys = context => AnswerAsync(context, $$"""{"keys":[{{odd}},{{good}}],"{{text}}":"{{text}}"}""");
    });

    private async Task EachAsync(string? reason, Action<string> arrange)
    {
        foreach (string text in Texts)
            await OneAsync(reason, () => arrange(text));
    }

    private async Task OneAsync(string? reason, Action arrange)
    {
        Acm.Reset();
        arrange();
        Answer answer = await _signIn.SignInAsync();
        if (reason is null)
            ScriptedSignIn.AssertGranted(answer);
        else
            await _signIn.AssertRefusedAsync(answer, (System.Net.HttpStatusCode)Refusal.Find(reason)!.Status, reason);
        Assert.DoesNotContain(_signIn.Rig.Logs.Entries, entry => entry.EventId.Id is 1022 or 4011);
    }

    private static string With(string text, JsonObject json) => json.ToJsonString().Replace(Place, text, StringComparison.Ordinal);

    private static string Named(string text, JsonObject json)
    {
        JsonObject more = json.DeepClone().AsObject();
        more[Place] = 1;
        return With(text, more);
    }

    private static Task AnswerAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, Cancel);
    }
}
