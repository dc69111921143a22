using System.Net;
using System.Net.Http.Headers;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>
/// Every parameter of every endpoint with eight kilobytes. The answer is an error that names the parameter, or the parameter is ignored. It is
/// never a 500.
/// </summary>
public sealed class OversizeTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>, IDisposable
{
    private static readonly string Long = new('x', 8 * 1024);

    private readonly Browser _browser = new();

    public void Dispose()
    {
        _browser.Dispose();
        Assert.DoesNotContain(provider.Rig.Logs.Entries, entry => entry.EventId.Id is 1022 or 1103);
        Assert.DoesNotContain(provider.Rig.Logs.Entries, entry => entry.AllText.Contains(Long, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("response_type")]
    [InlineData("response_mode")]
    [InlineData("scope")]
    [InlineData("state")]
    [InlineData("nonce")]
    [InlineData("code_challenge")]
    [InlineData("code_challenge_method")]
    [InlineData("prompt")]
    [InlineData("max_age")]
    [InlineData("id_token_hint")]
    [InlineData("request")]
    [InlineData("request_uri")]
    [InlineData("resource")]
    public async Task Long_parameter_of_the_authorization_endpoint_is_an_error_that_names_it(string name)
    {
        Answer answer = await PostAsync("authorize", provider.Application.Parameters(), name);
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.StartsWith($"{TestApplication.RedirectUri}?", answer.Location.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains(name, Field(answer, "error_description"), StringComparison.Ordinal);
        Assert.Equal(provider.Issuer, Field(answer, "iss"));
        Assert.Empty(answer.SetCookies);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    public async Task Long_client_or_redirect_URI_gets_our_page_that_names_it(string name) =>
        AssertPage(await PostAsync("authorize", provider.Application.Parameters(), name), name);

    [Theory]
    [InlineData("display")]
    [InlineData("login_hint")]
    [InlineData("ui_locales")]
    [InlineData("claims_locales")]
    [InlineData("acr_values")]
    [InlineData("claims")]
    [InlineData("registration")]
    [InlineData("unknown")]
    public async Task Long_unused_parameter_is_ignored(string name)
    {
        Answer answer = await PostAsync("authorize", provider.Application.Parameters(), name);
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.StartsWith(provider.Acm.Issuer, answer.Location.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(Assert.Single(answer.SetCookies).Length < 4096);
    }

    [Fact]
    public async Task Longest_parameters_that_are_accepted_fit_into_the_cookie()
    {
        Answer answer = await provider.SignInAsync(
            ("state", new string('s', 1536)), ("nonce", new string('n', 512)), ("max_age", null), ("prompt", "login"), ("response_mode", "form_post"));
        Assert.Equal(new string('s', 1536), Field(answer, "state"));
        Assert.Equal(
            new string('n', 512), (await provider.IdTokenAsync(await provider.Application.RedeemAsync(answer.Code, Cancel))).GetClaim("nonce").Value);
    }

    // Encoding makes some characters three to twelve times longer than in the request.
    [Theory]
    [InlineData("a")]
    [InlineData("%")]
    [InlineData("\"")]
    [InlineData("\u0001")]
    [InlineData("é")]
    [InlineData("😀")]
    public async Task Longest_state_is_returned_and_a_longer_one_is_refused(string character)
    {
        List<int> accepted = [];
        for (int length = 100; length <= 1700; length += 100)
        {
            string state = string.Concat(Enumerable.Repeat(character, length / character.Length));
            using Browser browser = new();
            Dictionary<string, string> form = provider.Application.Parameters();
            (form["state"], form["nonce"]) = (state, new string('n', 512));
            Answer start = await browser.PostAsync(provider.Rig.At("authorize"), form, Cancel);
            if (start.Location.AbsoluteUri.StartsWith(provider.Acm.Issuer, StringComparison.Ordinal))
            {
                Assert.InRange(Assert.Single(start.SetCookies).Split(';')[0].Length, 1, 4096);
                Assert.Equal(state, Field(await provider.ReturnAsync(browser, start), "state"));
                accepted.Add(length);
            }
            else
            {
                provider.AssertError(start, "invalid_request", state: state);
                Assert.Contains("state", Field(start, "error_description"), StringComparison.Ordinal);
            }
        }

        Assert.InRange(accepted.Count, 1, 16);
        Assert.Equal(accepted.Count * 100, accepted[^1]);
    }

    [Theory]
    [InlineData("grant_type")]
    [InlineData("code")]
    [InlineData("redirect_uri")]
    [InlineData("client_id")]
    [InlineData("client_secret")]
    [InlineData("code_verifier")]
    [InlineData("client_assertion")]
    [InlineData("client_assertion_type")]
    [InlineData("refresh_token")]
    [InlineData("scope")]
    [InlineData("unknown")]
    public async Task Long_parameter_of_the_token_endpoint_is_an_error_or_ignored(string name)
    {
        JsonAnswer answer = await provider.Application.RedeemAsync(await provider.CodeAsync(), Cancel, (name, Long));
        if (answer.Status == HttpStatusCode.OK)
            Assert.True(name is "unknown" or "scope" or "refresh_token");
        else
            AssertErrorIsOneOf(answer, "invalid_request", "invalid_client", "invalid_grant", "unsupported_grant_type", "invalid_scope");
    }

    [Fact]
    public async Task Long_access_token_is_no_token()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await provider.PostAsync("userinfo", [], new AuthenticationHeaderValue("Bearer", Long))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await provider.PostAsync("userinfo", Form(("access_token", Long)))).Status);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("post_logout_redirect_uri")]
    [InlineData("state")]
    public async Task Long_parameter_of_the_end_session_endpoint_gets_our_page_that_names_it(string name)
    {
        Answer answer = await PostAsync("end-session", [], name);
        AssertPage(answer, name);
        Assert.DoesNotContain(Long, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("authorize")]
    [InlineData("userinfo")]
    [InlineData("end-session")]
    [InlineData("end-session/done")]
    [InlineData("acm/callback")]
    public async Task Long_address_is_no_fault(string path)
    {
        Answer answer = await _browser.GetAsync(
            new Uri(QueryHelpers.AddQueryString(provider.Rig.At(path).AbsoluteUri, "state", Long)), Cancel);
        Assert.True((int)answer.Status < 500);
        Assert.False(answer.Headers.ContainsKey("Location"));
    }

    [Theory]
    [InlineData("authorize", 400)]
    [InlineData("token", 400)]
    [InlineData("userinfo", 401)]
    [InlineData("end-session", 200)]
    public async Task Body_of_megabytes_is_treated_as_empty(string path, int status)
    {
        using HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HttpRequestMessage request = new(HttpMethod.Post, provider.Rig.At(path))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("state", new string('x', 2 * 1024 * 1024))]),
            Headers = { ExpectContinue = true },
        };
        using HttpResponseMessage response = await client.SendAsync(request, Cancel);
        Assert.Equal(status, (int)response.StatusCode);
    }

    private Task<Answer> PostAsync(string path, Dictionary<string, string> form, string name)
    {
        form[name] = Long;
        return _browser.PostAsync(provider.Rig.At(path), form, Cancel);
    }
}
