using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LeerId.Hosting;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.Provider;

/// <summary>
/// The OpenID provider with three applications that differ in every setting, with a scripted ACM and storage whose requests are counted. Its
/// methods are the steps of a sign-in, as applications and attackers take them.
/// </summary>
public sealed class ProviderUnderTest(AzuriteFixture azurite) : IAsyncLifetime
{
    /// <summary>An application with <c>client_secret_basic</c> and ES256, for which PKCE is optional.</summary>
    public const string BasicClient = "basic-application";
    public const string BasicRedirectUri = "http://127.0.0.1:9/basic/callback";
    public const string BasicSecret = "a secret: with +, % and é";

    /// <summary>An application with <c>private_key_jwt</c>.</summary>
    public const string KeyClient = "key-application";
    public const string KeyRedirectUri = "http://127.0.0.1:9/key/callback";

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly string _account = azurite.NewAccount();
    private SignInRig? _rig;
    private ScriptedAcm? _acm;
    private StorageProxy? _storage;

    public SignInRig Rig => _rig!;

    public ScriptedAcm Acm => _acm!;

    public StorageProxy Storage => _storage!;

    public TestApplication Application => Rig.Application;

    public FakeTimeProvider Clock { get; } = SignInRig.NewClock();

    /// <summary>The exact issuer.</summary>
    public string Issuer => Rig.Host.Address.AbsoluteUri;

    /// <summary>The keys of <see cref="KeyClient"/>.</summary>
    public ClientKeys Keys { get; } = new();

    /// <summary>The address of the end session endpoint, with a hint and with the application's return address.</summary>
    public Uri EndSessionAddress(string hint, string state = "x") => new(
        $"{Issuer}end-session?id_token_hint={hint}&state={Uri.EscapeDataString(state)}"
        + $"&post_logout_redirect_uri={Uri.EscapeDataString(TestApplication.PostLogoutRedirectUri)}");

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, Clock);
        _storage = await StorageProxy.StartAsync(_account);
        _rig = await StartAsync();
    }

    /// <summary>Starts an instance of the provider.</summary>
    public Task<SignInRig> StartAsync(params (string Name, string? Value)[] settings)
    {
        Dictionary<string, string?> all = new()
        {
            ["Acm:Issuer"] = Acm.Issuer,
            ["Applications:1:ClientId"] = BasicClient,
            ["Applications:1:Name"] = "de tweede app",
            ["Applications:1:RedirectUris:0"] = BasicRedirectUri,
            ["Applications:1:PostLogoutRedirectUris:0"] = "http://127.0.0.1:9/basic/signed-out",
            ["Applications:1:ClientAuthentication"] = "ClientSecretBasic",
            ["Applications:1:IdTokenAlgorithm"] = "ES256",
            ["Applications:1:RequiresPkce"] = "false",
            ["Applications:1:Sector"] = "second.example",
            [$"Secrets:application-{BasicClient}-secret"] = BasicSecret,
            ["Applications:2:ClientId"] = KeyClient,
            ["Applications:2:Name"] = "de derde app",
            ["Applications:2:RedirectUris:0"] = KeyRedirectUri,
            ["Applications:2:ClientAuthentication"] = "PrivateKeyJwt",
            ["Applications:2:PublicKeys"] = Keys.PublicKeySet,
        };
        foreach ((string name, string? value) in settings)
            all[name] = value;
        // Tests move the clock past midnight: no nightly job runs between the requests that they count.
        foreach (string schedule in Schedules.Settings)
            all.TryAdd(schedule, "0 0 0 1 1 *");
        return SignInRig.StartAsync(Storage.ConnectionString, Clock, all, Cancel);
    }

    /// <summary>Starts another instance with the same issuer as the first.</summary>
    public Task<SignInRig> StartTwinAsync() => StartAsync(("Acm:RedirectUri", Rig.At("acm/callback").AbsoluteUri));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_rig is not null)
            await _rig.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
        if (_acm is not null)
            await _acm.DisposeAsync();
    }

    /// <summary>A complete sign-in: the application's request, ACM, the callback, and the answer to the application.</summary>
    public async Task<Answer> SignInAsync(Uri address, Browser? browser = null)
    {
        using Browser own = new();
        browser ??= own;
        return await ReturnAsync(browser, await browser.GetAsync(address, Cancel));
    }

    public Task<Answer> SignInAsync(params (string Name, string? Value)[] changes) => SignInAsync(Application.AuthorizeAddress(changes));

    /// <summary>A complete sign-in with the answer by <c>query</c> or <c>form_post</c>.</summary>
    public async Task<Answer> SignInAsync(string mode, params (string Name, string? Value)[] changes)
    {
        Answer answer = await SignInAsync([("response_mode", mode), .. changes]);
        Assert.Equal(mode == "query", answer.Headers.ContainsKey("Location"));
        Assert.Equal(Issuer, Field(answer, "iss"));
        return answer;
    }

    /// <summary>The tokens of a complete sign-in.</summary>
    public async Task<JsonAnswer> TokensAsync(string mode, params (string Name, string? Value)[] changes)
    {
        JsonAnswer tokens = await Application.RedeemAsync((await SignInAsync(mode, changes)).Code, Cancel);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        return tokens;
    }

    /// <summary>A sign-in at <see cref="BasicClient"/>, without PKCE.</summary>
    public Task<Answer> SignInAtBasicClientAsync(params (string Name, string? Value)[] changes) => SignInAsync(BasicAddress(changes));

    public Uri BasicAddress(params (string Name, string? Value)[] changes) => Application.AuthorizeAddress(
    [
        ("client_id", BasicClient), ("redirect_uri", BasicRedirectUri), ("code_challenge", null), ("code_challenge_method", null), .. changes,
    ]);

    /// <summary>Completes a sign-in after the provider redirected the browser to ACM.</summary>
    public Task<Answer> ReturnAsync(Browser browser, Answer toAcm)
    {
        Assert.Equal(HttpStatusCode.Found, toAcm.Status);
        Assert.StartsWith(Acm.Issuer, toAcm.Location.AbsoluteUri, StringComparison.Ordinal);
        return browser.GetAsync(CallbackAddress(toAcm), Cancel);
    }

    /// <summary>The address to which ACM redirects the browser.</summary>
    public Uri CallbackAddress(Answer toAcm) => Rig.At(
        $"/acm/callback?code={Uri.EscapeDataString(toAcm.LocationParameter("nonce"))}&state={Uri.EscapeDataString(toAcm.LocationParameter("state"))}");

    public async Task<string> CodeAsync() => (await SignInAsync()).Code!;

    public async Task<JsonAnswer> TokensAsync() => await Application.RedeemAsync(await CodeAsync(), Cancel);

    /// <summary>Exchanges a code of <see cref="BasicClient"/>.</summary>
    public Task<JsonAnswer> RedeemAtBasicClientAsync(string? code, params (string Name, string? Value)[] more) => PostTokenAsync(
        Form([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", BasicRedirectUri), .. more]), Basic(BasicClient, BasicSecret));

    public static AuthenticationHeaderValue Basic(string clientId, string secret) => new("Basic", Convert.ToBase64String(
        Encoding.ASCII.GetBytes($"{WebUtility.UrlEncode(clientId)}:{WebUtility.UrlEncode(secret)}")));

    /// <summary>The fields of a form. A name may occur twice, and a null value omits the field.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Form(params (string Name, string? Value)[] fields) =>
        fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!));

    public Task<JsonAnswer> PostTokenAsync(IEnumerable<KeyValuePair<string, string>> form, AuthenticationHeaderValue? authorization = null) =>
        PostAsync("token", form, authorization);

    public async Task<JsonAnswer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> form, AuthenticationHeaderValue? authorization = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Rig.At(path)) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = authorization;
        return await SendAsync(request);
    }

    public async Task<JsonAnswer> GetAsync(string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Rig.At(path));
        return await SendAsync(request);
    }

    /// <summary>A claim of an ID token, after checking its signature, issuer and audience as a client library does.</summary>
    public async Task<JsonWebToken> IdTokenAsync(JsonAnswer tokens, string clientId = TestApplication.ClientId)
    {
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(Value(tokens, "id_token"), new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = clientId,
            IssuerSigningKeys = new JsonWebKeySet((await GetAsync(".well-known/jwks.json")).Json.GetRawText()).GetSigningKeys(),
            ValidTypes = ["JWT"],
            LifetimeValidator = (_, expires, _, _) => expires > Clock.GetUtcNow().UtcDateTime,
        });
        Assert.True(result.IsValid, result.Exception?.GetType().Name);
        return (JsonWebToken)result.SecurityToken;
    }

    public static string Value(JsonAnswer answer, string name) => answer.Json.GetProperty(name).GetString()!;

    /// <summary>A field of the answer to the application, in the query of a redirect or in the page that posts itself.</summary>
    public static string? Field(Answer answer, string name) => answer.Headers.ContainsKey("Location")
        ? QueryHelpers.ParseQuery(answer.Location.Query).TryGetValue(name, out var value) ? value.ToString() : null
        : answer.FormFields().GetValueOrDefault(name);

    /// <summary>Checks that the browser gets our page with the given word in its detail, and no redirect.</summary>
    public static void AssertPage(Answer answer, string word)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.False(answer.Headers.ContainsKey("Location"));
        Assert.Equal("nl", answer.Document.DocumentElement.GetAttribute("lang"));
        Assert.Null(answer.Document.QuerySelector("form"));
        Assert.Null(answer.Document.QuerySelector("meta[http-equiv=refresh]"));
        Assert.Contains(word, answer.Body, StringComparison.Ordinal);
    }

    /// <summary>Checks that the application gets the given error, with its state and the issuer.</summary>
    public void AssertError(Answer answer, string error, string redirectUri = TestApplication.RedirectUri, string? state = "state-of-the-application")
    {
        Assert.Contains(answer.Status, new[] { HttpStatusCode.Found, HttpStatusCode.SeeOther });
        Assert.StartsWith($"{redirectUri}?", answer.Location.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal((error, state, Issuer), (Field(answer, "error"), Field(answer, "state"), Field(answer, "iss")));
        Assert.Null(answer.Code);
    }

    public static void AssertErrorIsOneOf(JsonAnswer answer, params string[] errors) => Assert.Contains(answer.Error, errors);

    /// <summary>Checks the token endpoint's answer to an invalid code, which is always the same (RFC 6749, section 5.2).</summary>
    public static void AssertInvalidGrant(JsonAnswer answer)
    {
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (answer.Status, answer.Error));
        Assert.Equal("The code is not valid.", Value(answer, "error_description"));
        Assert.Equal(2, answer.Json.EnumerateObject().Count());
    }

    private async Task<JsonAnswer> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await _client.SendAsync(request, Cancel);
        return await JsonAnswer.ReadAsync(response, Cancel);
    }
}
