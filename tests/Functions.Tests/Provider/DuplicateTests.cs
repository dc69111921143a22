using System.Net;
using LeerId.Testing;
using static LeerId.Functions.Tests.Provider.ProviderUnderTest;

namespace LeerId.Functions.Tests.Provider;

/// <summary>A duplicate parameter is refused (RFC 6749, sections 3.1 and 3.2), because two readers could each use another value.</summary>
public sealed class DuplicateTests(ProviderUnderTest provider) : IClassFixture<ProviderUnderTest>, IDisposable
{
    private readonly Browser _browser = new();

    public void Dispose() => _browser.Dispose();

    [Theory]
    [InlineData("response_type", "code")]
    [InlineData("response_mode", "query")]
    [InlineData("scope", "openid")]
    [InlineData("state", "x")]
    [InlineData("nonce", "x")]
    [InlineData("code_challenge", "x")]
    [InlineData("code_challenge_method", "S256")]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "60")]
    [InlineData("id_token_hint", "x")]
    [InlineData("login_hint", "x")]
    [InlineData("unknown", "x")]
    public async Task Duplicate_at_the_authorization_endpoint_gives_the_application_an_error(string name, string value)
    {
        (string, string?)[] parameters = [.. provider.Application.Parameters().Select(pair => (pair.Key, (string?)pair.Value))];
        (string, string?)[] twice = [.. parameters.Where(pair => pair.Item1 != name), (name, value), (name, value)];
        string query = await new FormUrlEncodedContent(Form(twice)).ReadAsStringAsync(Cancel);
        foreach (Answer answer in new[]
        {
            await _browser.GetAsync(provider.Rig.At($"authorize?{query}"), Cancel),
            await _browser.PostAsync(provider.Rig.At("authorize"), Form(twice), Cancel),
        })
        {
            provider.AssertError(answer, "invalid_request", state: name == "state" ? null : "state-of-the-application");
            Assert.Contains(name, Field(answer, "error_description"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("client_id", TestApplication.ClientId)]
    [InlineData("client_id", BasicClient)]
    [InlineData("redirect_uri", TestApplication.RedirectUri)]
    [InlineData("redirect_uri", "https://evil.example/")]
    public async Task Duplicate_client_or_redirect_URI_gets_our_page(string name, string value)
    {
        Uri address = new($"{provider.Application.AuthorizeAddress()}&{name}={Uri.EscapeDataString(value)}");
        AssertPage(await _browser.GetAsync(address, Cancel), name);
        (string, string?)[] parameters = [.. provider.Application.Parameters().Select(pair => (pair.Key, (string?)pair.Value))];
        AssertPage(await _browser.PostAsync(provider.Rig.At("authorize"), Form([.. parameters, (name, value)]), Cancel), name);
    }

    [Theory]
    [InlineData("grant_type", "authorization_code")]
    [InlineData("code", null)]
    [InlineData("redirect_uri", TestApplication.RedirectUri)]
    [InlineData("client_id", TestApplication.ClientId)]
    [InlineData("client_secret", TestApplication.Secret)]
    [InlineData("code_verifier", null)]
    [InlineData("unknown", "x")]
    public async Task Duplicate_at_the_token_endpoint_is_refused_and_the_code_stays_valid(string name, string? value)
    {
        string code = await provider.CodeAsync();
        (string Name, string? Value)[] form =
        [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", TestApplication.RedirectUri), ("client_id", TestApplication.ClientId),
            ("client_secret", TestApplication.Secret), ("code_verifier", provider.Application.CodeVerifier), ("unknown", "x"),
        ];
        JsonAnswer answer = await provider.PostTokenAsync(Form([.. form, (name, value ?? form.Single(field => field.Name == name).Value)]));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Error));
        Assert.Contains(name, Value(answer, "error_description"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await provider.PostTokenAsync(Form(form))).Status);
    }

    [Fact]
    public async Task Duplicate_access_token_is_refused()
    {
        string token = Value(await provider.TokensAsync(), "access_token");
        JsonAnswer answer = await provider.PostAsync("userinfo", Form(("access_token", token), ("access_token", token)));
        AssertInvalidRequest(answer);
    }

    [Theory]
    [InlineData("client_id", TestApplication.ClientId)]
    [InlineData("post_logout_redirect_uri", TestApplication.PostLogoutRedirectUri)]
    [InlineData("state", "x")]
    [InlineData("id_token_hint", "x")]
    public async Task Duplicate_at_the_end_session_endpoint_gets_our_page(string name, string value) =>
        AssertPage(await _browser.GetAsync(provider.Rig.At($"end-session?{name}={value}&{name}={value}"), Cancel), name);

    // RFC 6750, sections 2 and 2.3; RFC 9700, section 4.3.2.
    [Fact]
    public async Task Access_token_in_the_address_or_sent_in_two_ways_is_refused()
    {
        string token = Value(await provider.TokensAsync(), "access_token");
        AssertInvalidRequest(await provider.GetAsync($"userinfo?access_token={token}"));
        AssertInvalidRequest(await provider.PostAsync($"userinfo?access_token={token}", []));
        AssertInvalidRequest(await provider.PostAsync("userinfo", Form(("access_token", token)), new("Bearer", token)));
    }

    [Fact]
    public async Task Client_secret_in_the_address_is_not_read()
    {
        string code = await provider.CodeAsync();
        JsonAnswer answer = await provider.PostAsync(
            $"token?client_id={TestApplication.ClientId}&client_secret={Uri.EscapeDataString(TestApplication.Secret)}",
            Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", TestApplication.RedirectUri),
                ("code_verifier", provider.Application.CodeVerifier)));
        AssertErrorIsOneOf(answer, "invalid_client", "invalid_request");
    }

    // The userinfo endpoint reports the error in a header (RFC 6750, section 3).
    private static void AssertInvalidRequest(JsonAnswer answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("error=\"invalid_request\"", Assert.Single(answer.Headers.WwwAuthenticate).Parameter, StringComparison.Ordinal);
    }
}
