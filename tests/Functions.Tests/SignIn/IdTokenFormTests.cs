using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>Texts that are not an ID token, and ID tokens with two interpretations.</summary>
public sealed class IdTokenFormTests(ScriptedSignIn signIn) : IdTokenTests(signIn)
{
    public static TheoryData<string, Func<string, string>> Malformed { get; } = new()
    {
        { "two tokens in one", token => $"{token}.{token}" },
        { "two tokens beside each other", token => $"{token} {token}" },
        { "two tokens in a list", token => $"{token},{token}" },
        { "the signature cut off with its dot", token => token[..token.LastIndexOf('.')] },
        { "the last character cut off", token => token[..^1] },
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
        Acm.EditSignedToken = finish;
        await SignIn.AssertRefusedAsync(await SignIn.SignInAsync(), HttpStatusCode.BadGateway, "token-malformed");
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
            await context.Response.WriteAsync($"{body[..^1]},\"id_token\":\"x.y.z\"}}", Cancel);
        };
        await SignIn.AssertRefusedAsync(await SignIn.SignInAsync(), HttpStatusCode.ServiceUnavailable, "acm-answer-invalid");
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
            return context.Response.WriteAsJsonAsync(answer, Cancel);
        };
        await SignIn.AssertRefusedAsync(await SignIn.SignInAsync(), HttpStatusCode.BadGateway, "token-missing");
    }
}
