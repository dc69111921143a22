using System.Collections;
using System.Diagnostics.CodeAnalysis;
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
    private static readonly string[] TrailingTexts = ["A", "=", "==", "\n", " ", "*"];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
    private readonly Dictionary<string, string> _browser = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_returns_the_sign_in_that_began()
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
    public async Task Find_refuses_a_value_that_the_key_encrypted_for_another_use(string type, string content)
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
        // The same cookie, found by its name, with a state that differs only at the end.
        Assert.Equal(RefusalReason.StateMismatch, (await cookies.FindAsync(state.State[..^1] + "~", _browser, Cancel)).Refusal);
    }

    [Fact]
    public async Task Find_refuses_a_cookie_that_was_changed()
    {
        SignInCookies cookies = Cookies(NewKey());
        SignInState state = await BeginAsync(cookies);
        string name = Assert.Single(_browser.Keys);
        string value = _browser[name];

        foreach (string changed in new[] { "", "x", "a.b.c", value[..^4], value + "AAAA", value.Replace('.', ' '), new string('a', 5000) }
            .Concat(Enumerable.Range(0, 5).SelectMany(part => TrailingTexts.Select(more => Longer(value, part, more)))))
        {
            _browser[name] = changed;
            Assert.Equal(RefusalReason.StateCookieInvalid, (await cookies.FindAsync(state.State, _browser, Cancel)).Refusal);
        }
    }

    [Fact]
    public async Task Find_refuses_another_last_character_that_decodes_to_the_same()
    {
        SignInCookies cookies = Cookies(NewKey(32));
        SignInState state = await BeginAsync(cookies);
        string name = Assert.Single(_browser.Keys);
        string value = _browser[name];
        // 16 bytes are encoded as 22 characters, and the last character has only two significant bits. A tolerant reader accepts sixteen characters
        // in its place.
        _browser[name] = value[..^1] + "BRhx"["AQgw".IndexOf(value[^1], StringComparison.Ordinal)];
        Assert.Equal(RefusalReason.StateCookieInvalid, (await cookies.FindAsync(state.State, _browser, Cancel)).Refusal);
    }

    [Fact]
    public async Task Find_refuses_an_encrypted_key_beside_direct_encryption()
    {
        SignInCookies cookies = Cookies(NewKey());
        SignInState state = await BeginAsync(cookies);
        string name = Assert.Single(_browser.Keys);
        _browser[name] = _browser[name].Replace("..", ".QUJDRA.", StringComparison.Ordinal);
        Assert.Equal(RefusalReason.StateCookieInvalid, (await cookies.FindAsync(state.State, _browser, Cancel)).Refusal);
    }

    [Fact]
    public async Task Begin_looks_at_sixteen_cookies_at_most_and_ends_no_more()
    {
        SignInCookies cookies = Cookies(NewKey());
        SignInState first = await BeginAsync(cookies);
        CountedCookies crowd = new(new Dictionary<string, string>(
            [.. _browser, .. Enumerable.Range(0, 1400).Select(i => KeyValuePair.Create($"__Host-sign-in-{i}", "x"))]));

        IReadOnlyList<BrowserCookie> changes = await cookies.BeginAsync(SignInState.Begin(Request("x"), _clock.GetUtcNow()), crowd, Cancel);

        // The answer sets the new cookie and deletes twelve of the sixteen others, because four are kept.
        Assert.Equal(13, changes.Count);
        Assert.Equal(16, crowd.ValuesRead);
        Assert.DoesNotContain(changes.Skip(1), change => change.Name.EndsWith(first.State[..10], StringComparison.Ordinal));
        Assert.Equal(16, cookies.EndAll(crowd).Count);
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

    private static string Longer(string token, int part, string more)
    {
        string[] parts = token.Split('.');
        parts[part] += more;
        return string.Join('.', parts);
    }

    private static string NewKey(int bytes = 64) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>A browser's cookies, with a count of the values that are read.</summary>
    private sealed class CountedCookies(Dictionary<string, string> cookies) : IReadOnlyDictionary<string, string>
    {
        public int ValuesRead { get; private set; }

        public IEnumerable<string> Keys => cookies.Keys;

        public IEnumerable<string> Values => throw new NotSupportedException("Nobody needs all of them.");

        public int Count => cookies.Count;

        public string this[string key]
        {
            get
            {
                ValuesRead++;
                return cookies[key];
            }
        }

        public bool ContainsKey(string key) => cookies.ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
        {
            ValuesRead++;
            return cookies.TryGetValue(key, out value);
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => throw new NotSupportedException("Nobody needs all of them.");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
