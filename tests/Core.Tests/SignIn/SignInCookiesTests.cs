using System.Security.Cryptography;
using LeerId.Applications;
using LeerId.Secrets;
using LeerId.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Core.Tests.SignIn;

public sealed class SignInCookiesTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
    private readonly Dictionary<string, string> _browser = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_gives_back_what_began()
    {
        SignInCookies cookies = Cookies(NewKey());
        SignInState state = await BeginAsync(cookies, "a b&c");

        SignInState found = (await cookies.FindAsync(state.State, _browser, Cancel)).Value;

        Assert.Equal(state.Nonce, found.Nonce);
        Assert.Equal(state.CodeVerifier, found.CodeVerifier);
        Assert.Equal(("app", "https://app.example/callback", "a b&c"), (found.Request.ClientId, found.Request.RedirectUri, found.Request.State));
        Assert.Equal(state.StartedAt, found.StartedAt);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public async Task Begin_sets_a_cookie_that_only_this_host_gets_and_nobody_can_read(int keyBytes)
    {
        SignInCookies cookies = Cookies(NewKey(keyBytes));
        SignInState state = SignInState.Begin(Request("x"), _clock.GetUtcNow());

        BrowserCookie cookie = Assert.Single(await cookies.BeginAsync(state, _browser, Cancel));

        Assert.StartsWith("__Host-", cookie.Name, StringComparison.Ordinal);
        Assert.False(cookie.CrossSite);
        Assert.Equal(TimeSpan.FromMinutes(10), cookie.MaxAge);
        Assert.Equal(5, cookie.Value!.Split('.').Length);
        Assert.InRange(cookie.Value.Length, 1, 2000);
    }

    [Fact]
    public async Task Begin_keeps_five_sign_ins_and_ends_the_oldest()
    {
        SignInCookies cookies = Cookies(NewKey());
        List<SignInState> states = [];
        for (int i = 0; i < 6; i++)
        {
            states.Add(await BeginAsync(cookies, "/" + i));
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(5, _browser.Count);
        Assert.NotNull((await cookies.FindAsync(states[0].State, _browser, Cancel)).Refusal);
        foreach (SignInState state in states[1..])
            Assert.Null((await cookies.FindAsync(state.State, _browser, Cancel)).Refusal);
    }

    [Fact]
    public async Task Find_refuses_a_cookie_made_with_another_key()
    {
        SignInState state = await BeginAsync(Cookies(NewKey()));
        Assert.Equal(RefusalReason.StateCookieInvalid, (await Cookies(NewKey()).FindAsync(state.State, _browser, Cancel)).Refusal);
    }

    [Theory]
    [InlineData("other+jwe", """{"state":"{0}","nonce":"n","codeVerifier":"v","request":"client_id=a&redirect_uri=b","startedAt":1}""")]
    [InlineData("sign-in+jwe", """{"state":"{0}"}""")]
    [InlineData("sign-in+jwe", """{"state":"{0}","nonce":null,"codeVerifier":"v","request":"client_id=a&redirect_uri=b","startedAt":1}""")]
    [InlineData("sign-in+jwe", """{"state":"{0}","nonce":"n","codeVerifier":"v","request":"client_id=a","startedAt":1}""")]
    [InlineData("sign-in+jwe", "no JSON")]
    [InlineData("sign-in+jwe", "null")]
    public async Task Find_refuses_what_the_key_encrypted_for_something_else(string type, string content)
    {
        string key = NewKey();
        SignInCookies cookies = Cookies(key);
        SignInState state = await BeginAsync(cookies);
        _browser[_browser.Keys.Single()] = new JsonWebTokenHandler().EncryptToken(
            content.Replace("{0}", state.State, StringComparison.Ordinal),
            new EncryptingCredentials(
                new SymmetricSecurityKey(Convert.FromBase64String(key)), JwtConstants.DirectKeyUseAlg, SecurityAlgorithms.Aes256CbcHmacSha512),
            new Dictionary<string, object> { [JwtHeaderParameterNames.Typ] = type });

        Assert.Equal(RefusalReason.StateCookieInvalid, (await cookies.FindAsync(state.State, _browser, Cancel)).Refusal);
    }

    [Fact]
    public async Task Find_takes_a_cookie_made_just_before_a_rotation()
    {
        string old = NewKey();
        SignInState state = await BeginAsync(Cookies(old));
        Assert.Null((await Cookies(NewKey(), previous: old).FindAsync(state.State, _browser, Cancel)).Refusal);
    }

    [Fact]
    public async Task Find_refuses_a_browser_without_cookies() =>
        Assert.Equal(RefusalReason.StateCookieMissing, (await Cookies(NewKey()).FindAsync("abc", _browser, Cancel)).Refusal);

    [Fact]
    public async Task Find_refuses_the_state_of_another_sign_in()
    {
        SignInCookies cookies = Cookies(NewKey());
        SignInState state = await BeginAsync(cookies);

        Assert.Equal(RefusalReason.StateMismatch, (await cookies.FindAsync("another", _browser, Cancel)).Refusal);
        // The same cookie, found under its name, with a state that differs only at the end.
        Assert.Equal(RefusalReason.StateMismatch, (await cookies.FindAsync(state.State[..^1] + "~", _browser, Cancel)).Refusal);
    }

    [Fact]
    public async Task Find_refuses_a_cookie_that_was_changed()
    {
        SignInCookies cookies = Cookies(NewKey());
        SignInState state = await BeginAsync(cookies);
        string name = Assert.Single(_browser.Keys);
        string value = _browser[name];

        foreach (string changed in new[] { "", "x", "a.b.c", value[..^4], value + "AAAA", value.Replace('.', ' '), new string('a', 5000) })
        {
            _browser[name] = changed;
            Assert.Equal(RefusalReason.StateCookieInvalid, (await cookies.FindAsync(state.State, _browser, Cancel)).Refusal);
        }
    }

    [Fact]
    public async Task Begin_lets_the_cookie_come_with_a_POST_from_ACM_only_where_that_is_asked_for()
    {
        SignInCookies cookies = Cookies(NewKey(), responseMode: "form_post");
        Assert.True((await cookies.BeginAsync(SignInState.Begin(Request("x"), _clock.GetUtcNow()), _browser, Cancel))[0].CrossSite);
    }

    private async Task<SignInState> BeginAsync(SignInCookies cookies, string applicationState = "x")
    {
        SignInState state = SignInState.Begin(Request(applicationState), _clock.GetUtcNow());
        foreach (BrowserCookie cookie in await cookies.BeginAsync(state, _browser, Cancel))
        {
            if (cookie.Value is null)
                _browser.Remove(cookie.Name);
            else
                _browser[cookie.Name] = cookie.Value;
        }

        return state;
    }

    private static AuthorizationRequest Request(string state) => AuthorizationRequest.Of(name => name switch
    {
        "client_id" => "app",
        "redirect_uri" => "https://app.example/callback",
        "state" => state,
        _ => null,
    });

    private SignInCookies Cookies(string key, string? previous = null, string responseMode = "query")
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Secrets:sign-in-cookie-key"] = key,
            ["Secrets:sign-in-cookie-key:previous"] = previous,
        }).Build();
        return new SignInCookies(
            new ConfigurationSecretReader(configuration),
            Options.Create(new AcmOptions { ResponseMode = responseMode }), _clock, NullLogger<SignInCookies>.Instance);
    }

    private static string NewKey(int bytes = 64) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
}
