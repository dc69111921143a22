using System.Net;
using System.Net.Http.Headers;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>
/// The modules of the OpenID Foundation's plans Basic and Form Post for providers. Both plans have the same modules, with the answer in the
/// query or posted.
/// </summary>
public sealed class BasicPlanTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    public static TheoryData<string> Modes { get; } = ["query", "form_post"];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_server(string mode)
    {
        Answer answer = await provider.SignInAsync(mode);

        Assert.Equal("state-of-the-application", Field(answer, "state"));
        JsonAnswer tokens = await provider.Application.RedeemAsync(answer.Code, Cancel);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal(("Bearer", 300), (Value(tokens, "token_type"), tokens.Json.GetProperty("expires_in").GetInt32()));
        Assert.True(tokens.Headers.CacheControl?.NoStore);
        JsonWebToken token = await provider.IdTokenAsync(tokens);
        Assert.Equal("RS256", token.Alg);
        Assert.Equal(["at_hash", "aud", "azp", "exp", "iat", "iss", "nonce", "sub"], token.Claims.Select(claim => claim.Type).Order(StringComparer.Ordinal));
        Assert.Equal("nonce-of-the-application", token.GetClaim("nonce").Value);
        Assert.Equal(AtHash(Value(tokens, "access_token")), token.GetClaim("at_hash").Value);
        Assert.Equal(43, token.Subject.Length);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_response_type_missing(string mode)
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(provider.Application.AuthorizeAddress(("response_type", null), ("response_mode", mode)), Cancel);
        Assert.Equal(("invalid_request", provider.Issuer), (Field(answer, "error"), Field(answer, "iss")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_userinfo_get(string mode)
    {
        JsonAnswer tokens = await provider.TokensAsync(mode);
        JsonAnswer userinfo = await provider.Application.UserinfoAsync(Value(tokens, "access_token"), Cancel);
        await AssertUserinfoAsync(tokens, userinfo);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_userinfo_post_header(string mode)
    {
        JsonAnswer tokens = await provider.TokensAsync(mode);
        JsonAnswer userinfo = await provider.PostAsync("userinfo", [], new AuthenticationHeaderValue("Bearer", Value(tokens, "access_token")));
        await AssertUserinfoAsync(tokens, userinfo);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_userinfo_post_body(string mode)
    {
        JsonAnswer tokens = await provider.TokensAsync(mode);
        JsonAnswer userinfo = await provider.PostAsync("userinfo", Form(("access_token", Value(tokens, "access_token"))));
        await AssertUserinfoAsync(tokens, userinfo);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_scope_profile(string mode)
    {
        JsonAnswer tokens = await provider.TokensAsync(mode, ("scope", "openid profile"));
        JsonAnswer userinfo = await provider.Application.UserinfoAsync(Value(tokens, "access_token"), Cancel);
        Assert.Equal(
            ["aud", "family_name", "former_sub", "given_name", "iss", "preferred_username", "sub"],
            userinfo.Json.EnumerateObject().Select(claim => claim.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_scope_email(string mode) => await AssertGivesNothingAsync(mode, "openid email");

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_scope_address(string mode) => await AssertGivesNothingAsync(mode, "openid address");

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_scope_phone(string mode) => await AssertGivesNothingAsync(mode, "openid phone");

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_ensure_other_scope_order_succeeds(string mode) =>
        await provider.IdTokenAsync(await provider.TokensAsync(mode, ("scope", "profile leerid openid")));

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_codereuse(string mode)
    {
        string? code = (await provider.SignInAsync(mode)).Code;
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.RedeemAsync(code, Cancel)).Status);
        AssertInvalidGrant(await provider.Application.RedeemAsync(code, Cancel));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_codereuse_30seconds(string mode)
    {
        string? code = (await provider.SignInAsync(mode)).Code;
        Assert.Equal(HttpStatusCode.OK, (await provider.Application.RedeemAsync(code, Cancel)).Status);
        provider.Clock.Advance(TimeSpan.FromSeconds(30));
        AssertInvalidGrant(await provider.Application.RedeemAsync(code, Cancel));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_ensure_registered_redirect_uri(string mode)
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(
            provider.Application.AuthorizeAddress(("redirect_uri", "http://127.0.0.1:9/another"), ("response_mode", mode)), Cancel);
        AssertPage(answer, "redirect_uri");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_ensure_post_request_succeeds(string mode)
    {
        using Browser browser = new();
        Dictionary<string, string> form = provider.Application.Parameters();
        if (mode != "query")
            form["response_mode"] = mode;
        Answer answer = await provider.ReturnAsync(browser, await browser.PostAsync(provider.Rig.At("authorize"), form, Cancel));
        await provider.IdTokenAsync(await provider.Application.RedeemAsync(answer.Code, Cancel));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_server_client_secret_basic(string mode)
    {
        JsonAnswer tokens = await provider.RedeemAtBasicClientAsync((await provider.SignInAtBasicClientAsync(("response_mode", mode))).Code);
        Assert.Equal("ES256", (await provider.IdTokenAsync(tokens, BasicClient)).Alg);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_refresh_token(string mode)
    {
        // The plan accepts a provider without refresh tokens. Such a provider must neither issue nor accept one.
        JsonAnswer tokens = await provider.TokensAsync(mode, ("scope", "openid offline_access"));
        Assert.False(tokens.Json.TryGetProperty("refresh_token", out _));
        JsonAnswer refused = await provider.PostTokenAsync(Form(
            ("grant_type", "refresh_token"), ("refresh_token", Value(tokens, "access_token")), ("client_id", TestApplication.ClientId),
            ("client_secret", TestApplication.Secret)));
        Assert.Equal((HttpStatusCode.BadRequest, "unsupported_grant_type"), (refused.Status, refused.Error));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Oidcc_scope_all(string mode)
    {
        JsonAnswer tokens = await provider.TokensAsync(mode, ("scope", "openid profile email address phone leerid"));
        Assert.Equal("openid profile leerid", Value(tokens, "scope"));
        JsonAnswer userinfo = await provider.Application.UserinfoAsync(Value(tokens, "access_token"), Cancel);
        Assert.Equal("Proefvoornaam", Value(userinfo, "given_name"));
        Assert.Equal("012345", Assert.Single(userinfo.Json.GetProperty("instellingsnummer").EnumerateArray()).GetString());
        Assert.False(userinfo.Json.TryGetProperty("email", out _));
    }

    // LeerID has none of these claims, so such a scope is ignored.
    private async Task AssertGivesNothingAsync(string mode, string scope)
    {
        JsonAnswer tokens = await provider.TokensAsync(mode, ("scope", scope));
        Assert.Equal("openid", Value(tokens, "scope"));
        JsonAnswer userinfo = await provider.Application.UserinfoAsync(Value(tokens, "access_token"), Cancel);
        Assert.Equal(["aud", "former_sub", "iss", "sub"], userinfo.Json.EnumerateObject().Select(claim => claim.Name).Order(StringComparer.Ordinal));
    }

    private static string AtHash(string accessToken)
    {
        byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(accessToken));
        return WebEncoders.Base64UrlEncode(hash, 0, hash.Length / 2);
    }

    private async Task AssertUserinfoAsync(JsonAnswer tokens, JsonAnswer userinfo)
    {
        Assert.Equal(HttpStatusCode.OK, userinfo.Status);
        Assert.Equal((await provider.IdTokenAsync(tokens)).Subject, Value(userinfo, "sub"));
        Assert.True(userinfo.Headers.CacheControl?.NoStore);
    }
}
