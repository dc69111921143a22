using System.Net;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>The modules of the OpenID Foundation's plan RP-Initiated Logout for providers.</summary>
public sealed class LogoutPlanTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>, IDisposable
{
    private const string BasicReturnUri = "http://127.0.0.1:9/basic/signed-out";
    private const string ReturnUri = TestApplication.PostLogoutRedirectUri;

    private readonly Browser _browser = new();

    [Fact]
    public async Task Oidcc_rp_initiated_logout_discovery_endpoint_verification() => Assert.Equal(
        $"{provider.Issuer}end-session",
        (await provider.GetAsync(".well-known/openid-configuration")).Json.GetProperty("end_session_endpoint").GetString());

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Oidcc_rp_initiated_logout(string method)
    {
        Answer answer = await EndSessionAsync(
            method, ("id_token_hint", await HintAsync()), ("post_logout_redirect_uri", ReturnUri), ("state", "the state"),
            ("client_id", TestApplication.ClientId));
        Assert.Equal($"{ReturnUri}?state=the%20state", (await ReturnAsync(answer)).Location.AbsoluteUri);
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_expired_id_token_hint()
    {
        string hint = await HintAsync();
        provider.Clock.Advance(TimeSpan.FromDays(1));
        Answer answer = await EndSessionAsync("GET", ("id_token_hint", hint), ("post_logout_redirect_uri", ReturnUri), ("state", "x"));
        Assert.Equal($"{ReturnUri}?state=x", (await ReturnAsync(answer)).Location.AbsoluteUri);
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_no_state()
    {
        Answer answer = await EndSessionAsync("GET", ("id_token_hint", await HintAsync()), ("post_logout_redirect_uri", ReturnUri));
        Assert.Equal(ReturnUri, (await ReturnAsync(answer)).Location.AbsoluteUri);
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_no_post_logout_redirect_uri()
    {
        Answer answer = await EndSessionAsync("GET", ("id_token_hint", await HintAsync()), ("state", "x"));
        AssertSignedOutHere(await ReturnAsync(answer));
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_no_params()
    {
        Answer question = await EndSessionAsync("GET");
        AssertAsks(question);
        AssertSignedOutHere(await ReturnAsync(await ConfirmAsync(question)));
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_only_state()
    {
        Answer question = await EndSessionAsync("GET", ("state", "x"));
        AssertAsks(question);
        AssertSignedOutHere(await ReturnAsync(await ConfirmAsync(question)));
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_no_id_token_hint()
    {
        Answer question = await EndSessionAsync("GET", ("post_logout_redirect_uri", ReturnUri), ("client_id", TestApplication.ClientId), ("state", "x"));
        AssertAsks(question);
        Assert.Equal($"{ReturnUri}?state=x", (await ReturnAsync(await ConfirmAsync(question))).Location.AbsoluteUri);
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_bad_post_logout_redirect_uri()
    {
        foreach (string uri in new[] { $"{ReturnUri}/", "https://evil.example/", TestApplication.RedirectUri, BasicReturnUri, "javascript:alert(1)" })
        {
            Answer answer = await EndSessionAsync("GET", ("id_token_hint", await HintAsync()), ("post_logout_redirect_uri", uri), ("state", "x"));
            AssertPage(answer, "post_logout_redirect_uri");
        }
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri()
    {
        string hint = await HintAsync();
        Answer answer = await EndSessionAsync("GET", ("id_token_hint", hint), ("post_logout_redirect_uri", $"{ReturnUri}?foo=bar"), ("state", "x"));
        AssertPage(answer, "post_logout_redirect_uri");
    }

    [Fact]
    public async Task Oidcc_rp_initiated_logout_modified_id_token_hint()
    {
        string[] parts = (await HintAsync()).Split('.');
        byte[] signature = WebEncoders.Base64UrlDecode(parts[2]);
        signature[^1] ^= 0x55;
        await AssertNotTakenAsync($"{parts[0]}.{parts[1]}.{WebEncoders.Base64UrlEncode(signature)}");
        await AssertNotTakenAsync($"{parts[0]}.{parts[1]}.");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("e30.e30.e30")]
    [InlineData("\u0000")]
    public async Task Oidcc_rp_initiated_logout_bad_id_token_hint(string hint) => await AssertNotTakenAsync(hint);

    [Fact]
    public async Task Hint_of_one_application_signs_out_at_no_other() => AssertPage(
        await EndSessionAsync("GET", ("id_token_hint", await HintAsync()), ("client_id", BasicClient), ("post_logout_redirect_uri", BasicReturnUri)),
        "identity token hint");

    [Fact]
    public async Task Unknown_client_gets_no_redirect() =>
        AssertPage(await EndSessionAsync("GET", ("client_id", "elsewhere"), ("post_logout_redirect_uri", ReturnUri)), "client_id");

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task Another_site_can_not_answer_the_question(string? origin) => AssertAsks(await ConfirmAsync(await EndSessionAsync("GET"), origin));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("e30.e30.e30.e30.e30")]
    public async Task Return_from_ACM_with_a_foreign_state_is_not_redirected(string state) =>
        AssertSignedOutHere(await _browser.GetAsync(provider.Rig.At($"/end-session/done?state={state}"), Cancel));

    [Fact]
    public async Task Return_from_ACM_after_more_than_ten_minutes_is_not_redirected()
    {
        Answer answer = await EndSessionAsync("GET", ("id_token_hint", await HintAsync()), ("post_logout_redirect_uri", ReturnUri));
        provider.Clock.Advance(TimeSpan.FromMinutes(11));
        AssertSignedOutHere(await ReturnAsync(answer));
    }

    public void Dispose() => _browser.Dispose();

    private async Task<string> HintAsync() => Value(await provider.TokensAsync(), "id_token");

    private Task<Answer> EndSessionAsync(string method, params (string Name, string Value)[] parameters)
    {
        Uri address = provider.Rig.At("/end-session");
        return method == "POST"
            ? _browser.PostAsync(address, Form([.. parameters.Select(p => (p.Name, (string?)p.Value))]), Cancel)
            : _browser.GetAsync(new Uri(QueryHelpers.AddQueryString(address.AbsoluteUri, parameters.ToDictionary(p => p.Name, p => (string?)p.Value))), Cancel);
    }

    /// <summary>Ends the session at ACM, and returns to the app as the browser does.</summary>
    private Task<Answer> ReturnAsync(Answer answer)
    {
        // After a form, the page redirects by itself, because the browser applies form-action to redirects.
        Uri acm = answer.Headers.ContainsKey("Location") ? answer.Location
            : new Uri(answer.Document.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content")!.Split("url=", 2)[1]);
        Assert.StartsWith($"{provider.Acm.Issuer}/v1/logout?", acm.AbsoluteUri, StringComparison.Ordinal);
        var asked = QueryHelpers.ParseQuery(acm.Query);
        Assert.Equal($"{provider.Issuer}end-session/done", asked["post_logout_redirect_uri"].ToString());
        return _browser.GetAsync(new Uri($"{asked["post_logout_redirect_uri"]}?state={Uri.EscapeDataString(asked["state"].ToString())}"), Cancel);
    }

    private async Task<Answer> ConfirmAsync(Answer question, string? origin = "own")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(question.Address, question.Document.Forms.Single().GetAttribute("action")))
        {
            Content = new FormUrlEncodedContent(question.FormFields()),
        };
        if (origin is not null)
            request.Headers.Add("Origin", origin == "own" ? provider.Issuer.TrimEnd('/') : origin);
        return await _browser.SendAsync(request, Cancel);
    }

    private static void AssertAsks(Answer answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(answer.Headers.ContainsKey("Location"));
        Assert.Contains("Wil je afmelden?", answer.Body, StringComparison.Ordinal);
    }

    private static void AssertSignedOutHere(Answer answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(answer.Headers.ContainsKey("Location"));
        Assert.Contains("afgemeld", answer.Body, StringComparison.OrdinalIgnoreCase);
    }

    // The pupil is asked, or sees our page. The browser is not redirected without the pupil's consent.
    private async Task AssertNotTakenAsync(string hint)
    {
        Answer answer = await EndSessionAsync("GET", ("id_token_hint", hint), ("post_logout_redirect_uri", ReturnUri), ("state", "x"));
        if (answer.Status == HttpStatusCode.OK)
            AssertAsks(answer);
        else
            AssertPage(answer, "id_token_hint");
    }
}
