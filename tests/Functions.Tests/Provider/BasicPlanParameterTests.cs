using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>The modules of the plans Basic and Form Post that test optional parameters of a request.</summary>
public sealed class BasicPlanParameterTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_ensure_request_without_nonce_succeeds_for_code_flow(string mode)
    {
        JsonWebToken token = await provider.IdTokenAsync(await provider.TokensAsync(mode, ("nonce", null)));
        Assert.False(token.TryGetClaim("nonce", out _));
    }

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_display_page(string mode) => await provider.IdTokenAsync(await provider.TokensAsync(mode, ("display", "page")));

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_display_popup(string mode) => await provider.IdTokenAsync(await provider.TokensAsync(mode, ("display", "popup")));

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_ensure_request_with_unknown_parameter_succeeds(string mode) =>
        await provider.IdTokenAsync(await provider.TokensAsync(mode, ("extra", "foobar")));

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_login_hint(string mode) => await provider.IdTokenAsync(await provider.TokensAsync(mode, ("login_hint", "buffy@localhost")));

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_ui_locales(string mode) => await provider.IdTokenAsync(await provider.TokensAsync(mode, ("ui_locales", "se nl-BE")));

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_claims_locales(string mode) => await provider.IdTokenAsync(await provider.TokensAsync(mode, ("claims_locales", "se")));

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_ensure_request_with_acr_values_succeeds(string mode) =>
        await provider.IdTokenAsync(await provider.TokensAsync(mode, ("acr_values", "1 2")));

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_claims_essential(string mode) =>
        await provider.IdTokenAsync(await provider.TokensAsync(mode, ("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}")));

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported(string mode)
    {
        Answer answer = await RequestObjectAsync(mode, ("nonce", "another"));
        Assert.Equal(("request_not_supported", provider.Issuer), (Field(answer, "error"), Field(answer, "iss")));
        Assert.Equal("state-of-the-application", Field(answer, "state"));
    }

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_ensure_request_object_with_redirect_uri(string mode)
    {
        Answer answer = await RequestObjectAsync(mode, ("redirect_uri", "http://127.0.0.1:9/another"));
        Assert.Equal("request_not_supported", Field(answer, "error"));
    }

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_request_uri_rejected_as_unsupported(string mode)
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(
            provider.Application.AuthorizeAddress(("request_uri", "https://elsewhere.example/request.jwt"), ("response_mode", mode)), Cancel);
        Assert.Equal(("request_uri_not_supported", provider.Issuer), (Field(answer, "error"), Field(answer, "iss")));
    }

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_ensure_request_with_valid_pkce_succeeds(string mode)
    {
        string verifier = new('v', 43);
        string challenge = WebEncoders.Base64UrlEncode(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)));
        Answer answer = await provider.SignInAtBasicClientAsync(("response_mode", mode), ("code_challenge", challenge), ("code_challenge_method", "S256"));
        JsonAnswer tokens = await provider.RedeemAtBasicClientAsync(answer.Code, ("code_verifier", verifier));
        await provider.IdTokenAsync(tokens, BasicClient);
    }

    [Theory]
    [MemberData(nameof(BasicPlanTests.Modes), MemberType = typeof(BasicPlanTests))]
    public async Task Oidcc_ensure_request_with_plain_pkce_is_refused(string mode)
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(
            provider.Application.AuthorizeAddress(("code_challenge_method", "plain"), ("response_mode", mode)), Cancel);
        Assert.Equal(("invalid_request", provider.Issuer), (Field(answer, "error"), Field(answer, "iss")));
        Assert.Contains("code_challenge_method", Field(answer, "error_description"), StringComparison.Ordinal);
    }


    private async Task<Answer> RequestObjectAsync(string mode, (string Name, string Value) claim)
    {
        string request = ClientKeys.Sign(null, new Dictionary<string, object> { [claim.Name] = claim.Value, ["client_id"] = TestApplication.ClientId });
        using Browser browser = new();
        return await browser.GetAsync(provider.Application.AuthorizeAddress(("request", request), ("response_mode", mode)), Cancel);
    }
}
