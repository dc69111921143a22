using System.Net;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>ACM redirects the browser back with an error.</summary>
public sealed class AcmErrorTests(ScriptedSignIn signIn) : IClassFixture<ScriptedSignIn>
{
    [Theory]
    [InlineData("access_denied", 400, "cancelled")]
    [InlineData("invalid_scope", 502, "acm-error")]
    [InlineData("login_required", 502, "acm-error")]
    [InlineData("server_error", 503, "acm-failed")]
    [InlineData("temporarily_unavailable", 503, "acm-failed")]
    [InlineData("<script>alert(1)</script>", 502, "acm-error")]
    public async Task Error_shows_its_page_and_never_its_text(string error, int status, string reason)
    {
        const string Markup = "<img src=x onerror=alert(1)>Pupil Wolfraam";
        using Browser browser = new();
        (string state, string _) = await signIn.StartAsync(browser);

        Answer answer = await signIn.CallbackAsync(
            browser, ("error", error), ("error_description", Markup), ("error_uri", "https://elsewhere.example/"), ("state", state));

        await signIn.AssertRefusedAsync(answer, (HttpStatusCode)status, reason);
        Assert.DoesNotContain("onerror", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            signIn.Rig.Logs.Entries.Where(e => e.Category.StartsWith("LeerId", StringComparison.Ordinal)),
            e => e.AllText.Contains("Wolfraam", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Error_ends_the_sign_in()
    {
        using Browser browser = new();
        (string state, string nonce) = await signIn.StartAsync(browser);
        await signIn.CallbackAsync(browser, ("error", "access_denied"), ("state", state));
        Assert.Empty(browser.Cookies);
        await signIn.AssertRefusedUnrecordedAsync(
            await signIn.CallbackAsync(browser, ("code", nonce), ("state", state)), HttpStatusCode.BadRequest, "state-cookie-missing");
    }
}
