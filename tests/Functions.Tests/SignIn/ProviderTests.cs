using System.Net;
using System.Net.Http.Headers;
using LeerId.PrivacyLog;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The ways to sign in at ACM, with the simulator.</summary>
public sealed class ProviderTests(AzuriteFixture azurite) : IDisposable
{
    private readonly Browser _browser = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PrivateKeyJwt", "query")]
    [InlineData("ClientSecretPost", "query")]
    [InlineData("ClientSecretBasic", "query")]
    [InlineData("PrivateKeyJwt", "form_post")]
    public async Task Every_client_authentication_and_response_mode_signs_in(string authentication, string responseMode)
    {
        await using SimulatedSignIn signIn = await SimulatedSignIn.StartAsync(
            azurite, ("Acm:ClientAuthentication", authentication), ("Acm:ResponseMode", responseMode),
            ("Secrets:acm-client-secret", "a secret: with +, % and é"));
        ScriptedSignIn.AssertGranted(await signIn.SignInAsync(_browser, "identified"));
        Assert.DoesNotContain(_browser.Cookies.Keys, name => name.StartsWith("__Host-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Form_post_needs_a_cookie_that_the_browser_sends_from_ACM()
    {
        await using SimulatedSignIn signIn = await SimulatedSignIn.StartAsync(azurite, ("Acm:ResponseMode", "form_post"));
        Answer start = await _browser.GetAsync(signIn.Rig.SignInAddress, Cancel);
        Assert.EndsWith("; secure; samesite=none; httponly", Assert.Single(start.SetCookies), StringComparison.Ordinal);
        Answer byGet = await _browser.GetAsync(signIn.Rig.At($"/acm/callback?code=x&state={start.LocationParameter("state")}"), Cancel);
        AssertUnrecorded(byGet, "response-invalid");
    }

    [Fact]
    public async Task Body_that_is_no_small_form_is_refused_and_not_read()
    {
        await using SimulatedSignIn signIn = await SimulatedSignIn.StartAsync(azurite, ("Acm:ResponseMode", "form_post"));
        using HttpClient client = new();
        byte[] megabytes = new byte[20 * 1024 * 1024];
        foreach (Func<HttpContent> content in new Func<HttpContent>[]
        {
            () => new MultipartFormDataContent { { new ByteArrayContent(megabytes), "file", "file" } },
            () => new FormUrlEncodedContent([KeyValuePair.Create("state", new string('x', 100_000))]),
            () => new StringContent(
                "--x\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\ncut",
                new MediaTypeHeaderValue("multipart/form-data") { Parameters = { new("boundary", "x") } }),
            () => new StringContent("{\"state\":\"x\"}", new MediaTypeHeaderValue("application/json")),
        })
        {
            using HttpRequestMessage request = new(HttpMethod.Post, signIn.Rig.At("/acm/callback"))
            {
                Content = content(),
                Headers = { ExpectContinue = true },
            };
            using HttpResponseMessage response = await client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("Begin nog een keer", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cancelled_sign_in_by_form_post_has_its_page()
    {
        await using SimulatedSignIn signIn = await SimulatedSignIn.StartAsync(azurite, ("Acm:ResponseMode", "form_post"));
        await AssertReasonAsync(signIn, await signIn.SignInAsync(_browser, "cancelled"), HttpStatusCode.BadRequest, "cancelled");
    }

    [Fact]
    public async Task Wrong_secret_is_logged_as_our_own_fault()
    {
        await using SimulatedSignIn signIn = await SimulatedSignIn.StartAsync(
            azurite, ("Acm:ClientAuthentication", "ClientSecretPost"), ("Secrets:acm-client-secret", "right"));
        // The simulator keeps its initial secret, while the software now reads another one.
        signIn.Rig.Host.Configuration["Secrets:acm-client-secret"] = "wrong";
        await AssertReasonAsync(signIn, await signIn.SignInAsync(_browser, "identified"), HttpStatusCode.ServiceUnavailable, "client-rejected");
        Assert.Contains(signIn.Rig.Logs.Entries, entry => entry.EventId.Id == 1002);
    }

    [Fact]
    public async Task Code_that_was_used_is_refused()
    {
        await using SimulatedSignIn signIn = await SimulatedSignIn.StartAsync(azurite);
        Uri callback = (await signIn.ReturnToCallbackAsync(_browser, "identified")).Location;
        Dictionary<string, string> cookies = new(_browser.Cookies);
        ScriptedSignIn.AssertGranted(await _browser.GetAsync(callback, Cancel));

        // This is a copy of the cookie, because the browser's own cookie has been deleted.
        foreach ((string name, string value) in cookies)
            _browser.Cookies[name] = value;
        AssertUnrecorded(await _browser.GetAsync(callback, Cancel), "state-finished");
    }

    [Fact]
    public async Task Reloading_the_callback_is_refused_with_a_way_to_start_again()
    {
        await using SimulatedSignIn signIn = await SimulatedSignIn.StartAsync(azurite);
        Uri callback = (await signIn.ReturnToCallbackAsync(_browser, "identified")).Location;
        ScriptedSignIn.AssertGranted(await _browser.GetAsync(callback, Cancel));
        Answer again = await _browser.GetAsync(callback, Cancel);
        AssertUnrecorded(again, "state-cookie-missing");
        Assert.Equal("http://127.0.0.1:9/start", again.Document.QuerySelector("a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task Code_is_valid_for_thirty_seconds(int seconds, bool granted)
    {
        await using SimulatedSignIn signIn = await SimulatedSignIn.StartAsync(azurite);
        Uri callback = (await signIn.ReturnToCallbackAsync(_browser, "identified")).Location;
        signIn.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Answer answer = await _browser.GetAsync(callback, Cancel);
        if (granted)
            ScriptedSignIn.AssertGranted(answer);
        else
            await AssertReasonAsync(signIn, answer, HttpStatusCode.BadRequest, "code-rejected");
    }

    [Fact]
    public async Task Sign_out_ends_ACMs_session_and_returns_to_the_application()
    {
        await using SimulatedSignIn signIn = await SimulatedSignIn.StartAsync(azurite);
        Answer granted = await signIn.SignInAsync(_browser, "identified");
        // This is single sign-on: if a pupil doesn't sign out, the next pupil on the device is signed in as the previous one.
        Answer start = await _browser.GetAsync(signIn.Rig.SignInAddress, Cancel);
        Assert.Equal(HttpStatusCode.Found, (await _browser.GetAsync(start.Location, Cancel)).Status);

        JsonAnswer tokens = await signIn.Rig.Application.RedeemAsync(granted.Code, Cancel);
        Answer signOut = await _browser.GetAsync(
            signIn.Rig.At($"/end-session?id_token_hint={tokens.Json.GetProperty("id_token")}&state=x&post_logout_redirect_uri="
                + Uri.EscapeDataString(TestApplication.PostLogoutRedirectUri)),
            Cancel);
        Assert.Equal(HttpStatusCode.Found, signOut.Status);
        Assert.DoesNotContain(_browser.Cookies.Keys, name => name.StartsWith("__Host-", StringComparison.Ordinal));
        Answer atAcm = await _browser.GetAsync(signOut.Location, Cancel);
        Assert.Equal(HttpStatusCode.Found, atAcm.Status);
        Assert.Equal($"{TestApplication.PostLogoutRedirectUri}?state=x", (await _browser.GetAsync(atAcm.Location, Cancel)).Location.AbsoluteUri);

        Answer next = await _browser.GetAsync(signIn.Rig.SignInAddress, Cancel);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync(next.Location, Cancel)).Status);
    }

    public void Dispose() => _browser.Dispose();

    private static void AssertUnrecorded(Answer answer, string reason) =>
        Assert.Equal((HttpStatusCode.BadRequest, reason), (answer.Status, ScriptedSignIn.UnrecordedReasonOf(answer)));

    private static async Task AssertReasonAsync(SimulatedSignIn signIn, Answer answer, HttpStatusCode status, string reason)
    {
        Assert.Equal(status, answer.Status);
        Assert.True(SupportCode.TryParse(answer.SupportCode, out SupportCode code));
        Assert.Equal(reason, Assert.Single(await signIn.Rig.FindAsync(code, Cancel)).Reason);
    }
}
