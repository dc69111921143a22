using LeerId.Testing;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>Disguised redirect URIs: only the registered one, compared exactly, gets an answer (RFC 9700, section 4.1.3).</summary>
public sealed class RedirectUriTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    // To some parser, each of these looks like http://127.0.0.1:9/callback.
    public static TheoryData<string> Disguised { get; } =
    [
        "http://127.0.0.1:9/callback/", "http://127.0.0.1:9/Callback", "HTTP://127.0.0.1:9/callback", "http://127.0.0.1:09/callback",
        "http://127.0.0.1/callback", "http://127.0.0.1:90/callback", "https://127.0.0.1:9/callback", "http://localhost:9/callback", "http://127.1:9/callback",
        "http://2130706433:9/callback", "http://[::ffff:127.0.0.1]:9/callback", "http://user@127.0.0.1:9/callback", "http://127.0.0.1:9@evil.example/callback",
        "http://evil.example\\@127.0.0.1:9/callback", "http://127.0.0.1:9.evil.example/callback", "http://127.0.0.1:9/callback#fragment",
        "http://127.0.0.1:9/callback#", "http://127.0.0.1:9/callback?", "http://127.0.0.1:9/callback?added=query", "http://127.0.0.1:9/%63allback",
        "http://127.0.0.1:9/callback%2f", "http://127.0.0.1:9/callback%20", "http://127.0.0.1:9/callback%00", "http://127.0.0.1:9//callback",
        "http://127.0.0.1:9/./callback", "http://127.0.0.1:9/x/../callback", "http://127.0.0.1:9/callback/..;/x", "http://127.0.0.1:9/callback;a=b",
        "http://127.0.0.1:9/callback/%ef%bc%8f", "http://127.0.0.1:9/a%3Fb%2F%2Fevil", "http://127.0.0.1:9/callback%252F..%252Fevil",
        "http://127.0.0.1:9/callback[", "http://127.0.0.1:9/callback]", "http://127.0.0.1:9/callback|", "http://127.0.0.1:9/callback{",
        "http://127.0.0.1:9/callback}", "http://127.0.0.1:9/callback^", "http://127.0.0.1:9/callback\\", "http://127.0.0.1:9/callback ",
        " http://127.0.0.1:9/callback", "http://127.0.0.1:9/callback\t", "http://127.0.0.1:9/callback\r\nLocation: https://evil.example/",
        "http://127.0.0.1:9/c\u0430llback", "http://127.0.0.1:9/callback\u200b", "//127.0.0.1:9/callback", "/callback", "callback", "127.0.0.1:9/callback",
        "javascript:alert(1)//http://127.0.0.1:9/callback", "data:text/html,http://127.0.0.1:9/callback", "https://evil.example/?http://127.0.0.1:9/callback",
        "http://127.0.0.1:9/callback http://127.0.0.1:9/callback", "urn:ietf:wg:oauth:2.0:oob", BasicRedirectUri, TestApplication.PostLogoutRedirectUri, "",
    ];

    [Theory]
    [MemberData(nameof(Disguised))]
    public async Task Disguised_redirect_URI_gets_our_page_and_no_redirect(string uri)
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(provider.Application.AuthorizeAddress(("redirect_uri", uri)), Cancel);
        AssertPage(answer, "redirect_uri");
        Assert.Empty(answer.SetCookies);
        Dictionary<string, string> form = provider.Application.Parameters();
        form["redirect_uri"] = uri;
        AssertPage(await browser.PostAsync(provider.Rig.At("authorize"), form, Cancel), "redirect_uri");
    }

    [Fact]
    public async Task Missing_redirect_URI_gets_our_page()
    {
        using Browser browser = new();
        AssertPage(await browser.GetAsync(provider.Application.AuthorizeAddress(("redirect_uri", null)), Cancel), "redirect_uri");
    }

    // Whatever else is wrong with a request, the browser is never redirected to an unverified address.
    [Theory]
    [InlineData("response_type", "token")]
    [InlineData("response_mode", "fragment")]
    [InlineData("scope", "profile")]
    [InlineData("prompt", "none")]
    [InlineData("request", "e30.e30.")]
    [InlineData("request_uri", "https://evil.example/")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("max_age", "x")]
    [InlineData("id_token_hint", "x")]
    public async Task Other_fault_beside_a_wrong_redirect_URI_gets_our_page(string name, string value)
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(
            provider.Application.AuthorizeAddress(("redirect_uri", "https://evil.example/callback"), (name, value)), Cancel);
        AssertPage(answer, "redirect_uri");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("elsewhere")]
    [InlineData("Test-Application")]
    [InlineData("test-application ")]
    [InlineData(BasicClient)]
    public async Task Client_id_that_does_not_match_the_redirect_URI_gets_our_page(string? clientId)
    {
        using Browser browser = new();
        AssertPage(
            await browser.GetAsync(provider.Application.AuthorizeAddress(("client_id", clientId)), Cancel),
            clientId == BasicClient ? "redirect_uri" : "client_id");
    }
}
