using System.Net;
using LeerId.Functions.Tests.SignIn;
using LeerId.Testing;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>A sign-in is bound to the browser and the tab in which it began.</summary>
public sealed class BrowserBindingTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>, IDisposable
{
    private readonly Browser _browser = new();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Two_applications_in_two_tabs_get_each_its_own_answer()
    {
        Answer first = await _browser.GetAsync(provider.Application.AuthorizeAddress(("state", "first")), Cancel);
        Answer second = await _browser.GetAsync(provider.BasicAddress(("state", "second"), ("nonce", "second nonce")), Cancel);
        Assert.Equal(2, _browser.Cookies.Count);

        Answer fromSecond = await provider.ReturnAsync(_browser, second);
        Answer fromFirst = await provider.ReturnAsync(_browser, first);

        Assert.StartsWith($"{TestApplication.RedirectUri}?", fromFirst.Location.AbsoluteUri, StringComparison.Ordinal);
        Assert.StartsWith($"{BasicRedirectUri}?", fromSecond.Location.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(("first", "second"), (Field(fromFirst, "state"), Field(fromSecond, "state")));
        AssertInvalidGrant(await provider.RedeemAtBasicClientAsync(fromFirst.Code));
        var atFirst = await provider.IdTokenAsync(await provider.Application.RedeemAsync(fromFirst.Code, Cancel));
        var atSecond = await provider.IdTokenAsync(await provider.RedeemAtBasicClientAsync(fromSecond.Code), BasicClient);
        Assert.Equal(("nonce-of-the-application", "second nonce"), (atFirst.GetClaim("nonce").Value, atSecond.GetClaim("nonce").Value));
        // One pupil signs in at two applications of different sectors.
        Assert.NotEqual(atFirst.Subject, atSecond.Subject);
    }

    // The attacker signs in and sends the last address to a classmate.
    [Fact]
    public async Task Callback_of_another_browser_signs_nobody_in()
    {
        using Browser attacker = new();
        Answer ofAttacker = await attacker.GetAsync(provider.Application.AuthorizeAddress(), Cancel);
        Uri callback = provider.CallbackAddress(ofAttacker);

        AssertRefused(await _browser.GetAsync(callback, Cancel), "state-cookie-missing");
        await _browser.GetAsync(provider.Application.AuthorizeAddress(), Cancel);
        AssertRefused(await _browser.GetAsync(callback, Cancel), "state-mismatch");
        Assert.NotNull((await attacker.GetAsync(callback, Cancel)).Code);
    }

    // The attacker stops before the application gets the code, and sends that address to a classmate. The application compares its state. Even an
    // application that doesn't can't redeem the code, because its verifier belongs to the classmate's own sign-in.
    [Fact]
    public async Task Code_that_was_delivered_to_another_browser_is_not_redeemed_with_the_verifier_of_that_browser()
    {
        Answer ofAttacker = await provider.SignInAsync(("state", "state-of-the-attacker"));
        using TestApplication application = new(provider.Rig.Host.Address);
        AssertInvalidGrant(await application.RedeemAsync(ofAttacker.Code, Cancel));
    }

    [Fact]
    public async Task Sign_in_that_an_application_of_the_attacker_began_does_not_end_at_another()
    {
        Answer toAcm = await _browser.GetAsync(provider.BasicAddress(), Cancel);
        string other = $"client_id={TestApplication.ClientId}&redirect_uri={Uri.EscapeDataString(TestApplication.RedirectUri)}";
        Uri callback = new($"{provider.CallbackAddress(toAcm)}&{other}");
        Answer answer = await _browser.GetAsync(callback, Cancel);
        Assert.StartsWith($"{BasicRedirectUri}?", answer.Location.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
    }

    [Fact]
    public async Task Answer_is_not_cached_and_not_revealed_to_other_sites()
    {
        foreach (string? mode in new[] { null, "form_post" })
        {
            Answer answer = await provider.SignInAsync(("response_mode", mode));
            Assert.Equal("no-store", answer.Headers["Cache-Control"]);
            Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
        }
    }

    private static void AssertRefused(Answer answer, string reason) =>
        Assert.Equal((HttpStatusCode.BadRequest, reason, (string?)null), (answer.Status, ScriptedSignIn.UnrecordedReasonOf(answer), answer.Code));
}
