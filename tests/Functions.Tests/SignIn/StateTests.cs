using System.Net;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>Callbacks that don't belong to a sign-in of this browser.</summary>
public sealed class StateTests(ScriptedSignIn signIn) : IClassFixture<ScriptedSignIn>, IDisposable
{
    private readonly Browser _browser = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callback_without_a_cookie_is_refused()
    {
        (string state, string nonce) = await signIn.StartAsync(_browser);
        using Browser other = new();
        await signIn.AssertRefusedUnrecordedAsync(
            await signIn.CallbackAsync(other, ("code", nonce), ("state", state)), HttpStatusCode.BadRequest, "state-cookie-missing");
    }

    [Fact]
    public async Task Callback_with_a_cookie_not_made_here_is_refused()
    {
        (string state, string nonce) = await signIn.StartAsync(_browser);
        string name = Assert.Single(_browser.Cookies.Keys);
        _browser.Cookies[name] = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA";
        await signIn.AssertRefusedUnrecordedAsync(
            await signIn.CallbackAsync(_browser, ("code", nonce), ("state", state)), HttpStatusCode.BadRequest, "state-cookie-invalid");
    }

    [Fact]
    public async Task Callback_with_the_state_of_another_browser_is_refused()
    {
        await signIn.StartAsync(_browser);
        using Browser other = new();
        (string state, string nonce) = await signIn.StartAsync(other);
        await signIn.AssertRefusedUnrecordedAsync(
            await signIn.CallbackAsync(_browser, ("code", nonce), ("state", state)), HttpStatusCode.BadRequest, "state-mismatch");
    }

    [Fact]
    public async Task Callback_with_another_cookie_under_the_right_name_is_refused()
    {
        (string state, string nonce) = await signIn.StartAsync(_browser);
        string name = Assert.Single(_browser.Cookies.Keys);
        using Browser other = new();
        await signIn.StartAsync(other);
        _browser.Cookies[name] = Assert.Single(other.Cookies.Values);
        await signIn.AssertRefusedUnrecordedAsync(
            await signIn.CallbackAsync(_browser, ("code", nonce), ("state", state)), HttpStatusCode.BadRequest, "state-mismatch");
    }

    [Theory]
    [InlineData(599, true)]
    [InlineData(600, false)]
    public async Task Callback_after_ten_minutes_is_refused_and_offers_the_same_request_again(int seconds, bool granted)
    {
        // The cookie stores whole seconds.
        signIn.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(signIn.Clock.GetUtcNow().ToUnixTimeSeconds() + 1));
        Answer start = await _browser.GetAsync(signIn.Rig.SignInAddress, Cancel);
        signIn.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Answer answer = await signIn.CallbackAsync(
            _browser, ("code", start.LocationParameter("nonce")), ("state", start.LocationParameter("state")));
        Assert.Empty(_browser.Cookies);
        if (granted)
        {
            ScriptedSignIn.AssertGranted(answer);
            return;
        }

        await signIn.AssertRefusedUnrecordedAsync(answer, HttpStatusCode.BadRequest, "state-expired");
        Assert.Equal(signIn.Rig.SignInAddress.PathAndQuery, answer.Document.QuerySelector("a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("code=abc")]
    [InlineData("state=&code=abc")]
    [InlineData("")]
    public async Task Callback_without_a_state_is_refused(string query)
    {
        await signIn.StartAsync(_browser);
        await signIn.AssertRefusedUnrecordedAsync(
            await _browser.GetAsync(signIn.Rig.At("/acm/callback?" + query), Cancel), HttpStatusCode.BadRequest, "response-invalid");
    }

    [Fact]
    public async Task Callback_with_a_parameter_twice_is_refused()
    {
        (string state, string nonce) = await signIn.StartAsync(_browser);
        await signIn.AssertRefusedUnrecordedAsync(
            await signIn.CallbackAsync(_browser, ("code", nonce), ("code", "other"), ("state", state)), HttpStatusCode.BadRequest, "response-invalid");
    }

    [Fact]
    public async Task Callback_by_POST_is_refused_where_a_query_was_asked_for()
    {
        (string state, string nonce) = await signIn.StartAsync(_browser);
        await signIn.AssertRefusedUnrecordedAsync(
            await _browser.PostAsync(signIn.Rig.At("/acm/callback"), new Dictionary<string, string> { ["code"] = nonce, ["state"] = state }, Cancel),
            HttpStatusCode.BadRequest, "response-invalid");
    }

    [Fact]
    public async Task Callback_without_a_code_is_refused()
    {
        (string state, string _) = await signIn.StartAsync(_browser);
        await signIn.AssertRefusedAsync(await signIn.CallbackAsync(_browser, ("state", state)), HttpStatusCode.BadRequest, "response-invalid");
    }

    [Theory]
    [InlineData("https://elsewhere.example/op", false)]
    [InlineData("", false)]
    [InlineData(null, true)]
    public async Task Callback_of_another_issuer_is_refused(string? issuer, bool granted)
    {
        (string state, string nonce) = await signIn.StartAsync(_browser);
        Answer answer = await signIn.CallbackAsync(_browser, ("code", nonce), ("state", state), ("iss", issuer ?? signIn.Acm.Issuer));
        if (granted)
            ScriptedSignIn.AssertGranted(answer);
        else
            await signIn.AssertRefusedAsync(answer, HttpStatusCode.BadRequest, "response-issuer-mismatch");
    }

    [Fact]
    public async Task Two_tabs_do_not_disturb_each_other()
    {
        (string State, string Nonce) first = await signIn.StartAsync(_browser);
        (string State, string Nonce) second = await signIn.StartAsync(_browser);

        ScriptedSignIn.AssertGranted(await signIn.CallbackAsync(_browser, ("code", first.Nonce), ("state", first.State)));
        ScriptedSignIn.AssertGranted(await signIn.CallbackAsync(_browser, ("code", second.Nonce), ("state", second.State)));
        Assert.Empty(_browser.Cookies);
    }

    [Fact]
    public async Task Sixth_sign_in_of_a_browser_ends_the_first()
    {
        List<(string State, string Nonce)> starts = [];
        for (int i = 0; i < 6; i++)
        {
            starts.Add(await signIn.StartAsync(_browser));
            signIn.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(5, _browser.Cookies.Count);
        await signIn.AssertRefusedUnrecordedAsync(
            await signIn.CallbackAsync(_browser, ("code", starts[0].Nonce), ("state", starts[0].State)), HttpStatusCode.BadRequest, "state-mismatch");
        foreach ((string state, string nonce) in starts[1..])
            ScriptedSignIn.AssertGranted(await signIn.CallbackAsync(_browser, ("code", nonce), ("state", state)));
    }

    [Fact]
    public async Task Browser_with_1400_cookies_gets_a_small_answer_and_signs_in()
    {
        for (int i = 0; i < 1400; i++)
            _browser.Cookies[$"__Host-sign-in-{i}"] = "x";
        Answer start = await _browser.GetAsync(signIn.Rig.SignInAddress, Cancel);
        Assert.Equal(HttpStatusCode.Found, start.Status);
        Assert.InRange(start.SetCookies.Count, 2, 17);
        Assert.InRange(start.SetCookies.Sum(cookie => cookie.Length), 0, 4096);
        Answer granted = await signIn.CallbackAsync(
            _browser, ("code", start.LocationParameter("nonce")), ("state", start.LocationParameter("state")));
        ScriptedSignIn.AssertGranted(granted);
        // Signing out deletes these cookies as well.
        JsonAnswer tokens = await signIn.Rig.Application.RedeemAsync(granted.Code, Cancel);
        Answer signOut = await _browser.GetAsync(signIn.Rig.At($"/end-session?id_token_hint={tokens.Json.GetProperty("id_token")}"), Cancel);
        Assert.InRange(signOut.SetCookies.Count, 1, 16);
    }

    [Fact]
    public async Task Cookie_is_bound_to_this_host_and_not_readable_by_scripts()
    {
        Answer answer = await _browser.GetAsync(signIn.Rig.SignInAddress, Cancel);
        string cookie = Assert.Single(answer.SetCookies);
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.EndsWith("; max-age=600; path=/; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
    }

    [Fact]
    public async Task Refusal_offers_the_same_request_again()
    {
        Answer start = await _browser.GetAsync(signIn.Rig.SignInAddress, Cancel);
        Answer answer = await signIn.CallbackAsync(_browser, ("error", "access_denied"), ("state", start.LocationParameter("state")));
        Assert.Equal(signIn.Rig.SignInAddress.PathAndQuery, answer.Document.QuerySelector("a")!.GetAttribute("href"));
    }

    public void Dispose() => _browser.Dispose();
}
