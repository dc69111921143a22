using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using Simulator = LeerId.AcmSimulator.AcmSimulator;

namespace LeerId.Functions.Tests.AcmSimulator;

/// <summary>A simulator with its own clock, one pupil's browser, and the client's side of the protocol over plain HTTP.</summary>
internal sealed class Acm : IAsyncDisposable
{
    public const string ClientId = "leerid-test";
    public const string ClientSecret = "a secret: with + and %";
    public const string Callback = "http://127.0.0.1:7071/acm/callback";
    public const string SignedOut = "http://127.0.0.1:7071/signed-out";

    private Acm(Simulator simulator, FakeTimeProvider clock)
    {
        Simulator = simulator;
        Clock = clock;
        Browser = NewBrowser();
    }

    public Simulator Simulator { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>The client's own key. All tests share it, because a key is slow to generate.</summary>
    public static RSA ClientKey { get; } = RSA.Create(2048);

    /// <summary>Keeps cookies, follows no redirect.</summary>
    public HttpClient Browser { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Acm> StartAsync()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));
        Simulator simulator = await Simulator.StartAsync(
            new()
            {
                Clock = clock,
                Dossier = new()
                {
                    ClientId = ClientId,
                    ClientSecret = ClientSecret,
                    ClientPublicKeyPem = ClientKey.ExportSubjectPublicKeyInfoPem(),
                    RedirectUris = [new(Callback)],
                    PostLogoutRedirectUris = [new(SignedOut)],
                },
            },
            Ct);
        return new(simulator, clock);
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Simulator.DisposeAsync();
    }

    public HttpClient NewBrowser() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Simulator.Address };

    /// <summary>The parameters of an ordinary request. A null value omits a parameter.</summary>
    public static Dictionary<string, string> Request(params (string Name, string? Value)[] changes) => Change(
        new()
        {
            ["client_id"] = ClientId,
            ["redirect_uri"] = Callback,
            ["response_type"] = "code",
            ["scope"] = "openid profile ov_leerling",
            ["state"] = "the state",
            ["nonce"] = "the nonce",
            ["authMech"] = "leerid",
        },
        changes);

    public Task<HttpResponseMessage> AuthorizeAsync(params (string Name, string? Value)[] changes) =>
        Browser.GetAsync(new Uri(QueryHelpers.AddQueryString("/op/v1/auth", Request(changes)!), UriKind.Relative), Ct);

    /// <summary>The fields that the form of the sign-in page posts.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string persona, params (string Name, string? Value)[] changes)
    {
        using FormUrlEncodedContent form = new(Request([.. changes, ("persona", persona)]));
        return await Browser.PostAsync(new Uri("/op/v1/auth", UriKind.Relative), form, Ct);
    }

    public async Task<string> CodeAsync(string persona, params (string Name, string? Value)[] changes)
    {
        using HttpResponseMessage response = await SignInAsync(persona, changes);
        return QueryOf(response)["code"];
    }

    /// <summary>Calls the token endpoint as the client does, with its secret in the form.</summary>
    public async Task<HttpResponseMessage> RedeemAsync(string code, params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string> fields = new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = Callback,
            ["client_id"] = ClientId,
            ["client_secret"] = ClientSecret,
        };
        using FormUrlEncodedContent form = new(Change(fields, changes));
        using HttpClient client = new() { BaseAddress = Simulator.Address };
        return await client.PostAsync(new Uri("/op/v1/token", UriKind.Relative), form, Ct);
    }

    public async Task<JsonElement> TokensAsync(string persona, params (string Name, string? Value)[] changes)
    {
        using HttpResponseMessage response = await RedeemAsync(await CodeAsync(persona, changes));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonAsync(response);
    }

    public async Task<HttpResponseMessage> UserInfoAsync(string? accessToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Simulator.Address, "/op/v1/userinfo"));
        if (accessToken is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await Browser.SendAsync(request, Ct);
    }

    public async Task<JsonElement> GetJsonAsync(string path) =>
        await Browser.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Ct);

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>(Ct);

    public static async Task<string?> ErrorAsync(HttpResponseMessage response) => (await JsonAsync(response)).GetProperty("error").GetString();

    public static Dictionary<string, string> QueryOf(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return QueryHelpers.ParseQuery(response.Headers.Location!.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    /// <summary>The header (0) or payload (1) of a JWT, exactly as it was signed.</summary>
    public static string PartOf(string token, int part) => Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token.Split('.')[part]));

    public static JsonElement PayloadOf(JsonElement tokens) => JsonElement.Parse(PartOf(IdTokenOf(tokens), 1));

    public static string IdTokenOf(JsonElement tokens) => tokens.GetProperty("id_token").GetString()!;

    private static Dictionary<string, string> Change(Dictionary<string, string> fields, (string Name, string? Value)[] changes)
    {
        foreach ((string name, string? value) in changes)
        {
            if (value is null)
                fields.Remove(name);
            else
                fields[name] = value;
        }
        return fields;
    }
}
