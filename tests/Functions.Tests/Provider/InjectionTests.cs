using LeerId.Testing;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>
/// The values of <c>state</c> and <c>nonce</c> stay plain values in headers, pages and tokens, whatever an application or an attacker puts in
/// them.
/// </summary>
public sealed class InjectionTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>
{
    public static TheoryData<string> Texts { get; } =
    [
        "x\r\nSet-Cookie: injected=1", "x\nLocation: https://evil.example/", "x\r\n\r\n<html>", "x%0d%0aSet-Cookie:%20injected=1", "\u2028x\u2029",
        "x&code=injected&iss=https://evil.example", "x#fragment", "x?y=z", "\"><script>alert(1)</script>", "' onload='alert(1)", "</form><form action=//evil>",
        "é€😀", "\u202Egnp.exe", "a+b c%20d", "{\"sub\":\"injected\"}", "\u0001\u0007\u001b[2J", "\t",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_in_state_and_nonce_comes_back_as_it_was(string text)
    {
        foreach (string mode in new[] { "query", "form_post" })
        {
            Answer answer = await provider.SignInAsync(("state", text), ("nonce", text), ("response_mode", mode));
            AssertNotInjected(answer);
            if (mode == "query")
                Assert.StartsWith($"{TestApplication.RedirectUri}?", answer.Headers["Location"], StringComparison.Ordinal);
            // A browser normalises a lone line feed in a form, so this test compares the value in the page.
            Assert.Equal(Normal(text, mode), Normal(Field(answer, "state")!, mode));
            Assert.Equal(provider.Issuer, Field(answer, "iss"));
            Assert.NotEqual("injected", answer.Code);
            Assert.Equal(
                text, (await provider.IdTokenAsync(await provider.Application.RedeemAsync(answer.Code, Cancel))).GetPayloadValue<string>("nonce"));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_in_state_comes_back_with_an_error(string text)
    {
        using Browser browser = new();
        Answer answer = await browser.GetAsync(provider.Application.AuthorizeAddress(("state", text), ("prompt", "none")), Cancel);
        AssertNotInjected(answer);
        provider.AssertError(answer, "login_required", state: text);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_in_the_state_of_a_sign_out_comes_back(string text)
    {
        using Browser browser = new();
        string hint = Value(await provider.TokensAsync(), "id_token");
        Answer toAcm = await browser.GetAsync(provider.EndSessionAddress(hint, text), Cancel);
        AssertNotInjected(toAcm);
        Answer back = await browser.GetAsync(provider.Rig.At($"end-session/done?state={Uri.EscapeDataString(toAcm.LocationParameter("state"))}"), Cancel);
        AssertNotInjected(back);
        Assert.StartsWith(TestApplication.PostLogoutRedirectUri, back.Headers["Location"], StringComparison.Ordinal);
        Assert.Equal(text, Field(back, "state"));
    }

    private static string Normal(string text, string mode) => mode == "query" ? text : text.ReplaceLineEndings("\n");

    private static void AssertNotInjected(Answer answer)
    {
        Assert.DoesNotContain(answer.SetCookies, cookie => cookie.StartsWith("injected", StringComparison.Ordinal));
        if (answer.Headers.TryGetValue("Location", out string? location))
            Assert.All(location, character => Assert.InRange(character, '!', '~'));
        Assert.Empty(answer.Document.QuerySelectorAll("form[action^='//evil'], [onload]"));
        Assert.DoesNotContain(answer.Document.QuerySelectorAll("script"), script => script.TextContent.Contains("alert(1)", StringComparison.Ordinal));
    }
}
