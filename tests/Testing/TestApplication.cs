using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Testing;

/// <summary>
/// The application that tests sign pupils in to. It has a method for each step that a client library takes, so that a test can change each
/// request. Nothing listens at its addresses.
/// </summary>
public sealed class TestApplication : IDisposable
{
    public const string ClientId = "test-application";
    public const string RedirectUri = "http://127.0.0.1:9/callback";
    public const string PostLogoutRedirectUri = "http://127.0.0.1:9/signed-out";
    public const string Secret = "the secret of the application that tests sign pupils in to";

    private readonly HttpClient _client = new();
    private readonly Uri _issuer;

    public TestApplication(Uri issuer) => _issuer = issuer;

    /// <summary>The settings of the app that register this application.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Applications:0:ClientId"] = ClientId,
        ["Applications:0:Name"] = "de oefenapp",
        ["Applications:0:RedirectUris:0"] = RedirectUri,
        ["Applications:0:PostLogoutRedirectUris:0"] = PostLogoutRedirectUri,
        ["Applications:0:InitiateLoginUri"] = "http://127.0.0.1:9/start",
        ["Applications:0:ClientAuthentication"] = "ClientSecretPost",
        [$"Secrets:application-{ClientId}-secret"] = Secret,
    };

    /// <summary>The PKCE verifier, which is the same for each sign-in.</summary>
    public string CodeVerifier { get; } = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public string CodeChallenge => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(CodeVerifier)));

    /// <summary>The parameters of a valid authorization request.</summary>
    public Dictionary<string, string> Parameters() => new()
    {
        ["client_id"] = ClientId,
        ["redirect_uri"] = RedirectUri,
        ["response_type"] = "code",
        ["scope"] = "openid profile leerid",
        ["state"] = "state-of-the-application",
        ["nonce"] = "nonce-of-the-application",
        ["code_challenge"] = CodeChallenge,
        ["code_challenge_method"] = "S256",
    };

    /// <summary>The address of an authorization request with these changes. If a value is null, its parameter is left out.</summary>
    public Uri AuthorizeAddress(params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string> parameters = Parameters();
        foreach ((string name, string? value) in changes)
        {
            parameters.Remove(name);
            if (value is not null)
                parameters[name] = value;
        }

        return new Uri(QueryHelpers.AddQueryString(new Uri(_issuer, "authorize").AbsoluteUri, parameters!));
    }

    /// <summary>Exchanges a code for tokens, with these changes to the request. If a value is null, its parameter is left out.</summary>
    public async Task<JsonAnswer> RedeemAsync(string? code, CancellationToken cancellationToken, params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code ?? "",
            ["redirect_uri"] = RedirectUri,
            ["client_id"] = ClientId,
            ["client_secret"] = Secret,
            ["code_verifier"] = CodeVerifier,
        };
        foreach ((string name, string? value) in changes)
        {
            form.Remove(name);
            if (value is not null)
                form[name] = value;
        }

        using FormUrlEncodedContent content = new(form);
        using HttpResponseMessage response = await _client.PostAsync(new Uri(_issuer, "token"), content, cancellationToken);
        return await JsonAnswer.ReadAsync(response, cancellationToken);
    }

    public async Task<JsonAnswer> UserinfoAsync(string accessToken, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_issuer, "userinfo"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
        return await JsonAnswer.ReadAsync(response, cancellationToken);
    }

    /// <summary>Exchanges the code in an answer, and returns the pupil's claims from userinfo.</summary>
    public async Task<JsonElement> ClaimsAsync(Answer granted, CancellationToken cancellationToken)
    {
        JsonAnswer tokens = await RedeemAsync(granted.Code, cancellationToken);
        return tokens.Status == HttpStatusCode.OK
            ? (await UserinfoAsync(tokens.Json.GetProperty("access_token").GetString()!, cancellationToken)).Json
            : throw new InvalidOperationException($"The token endpoint answered {tokens} and must answer 200.");
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>An answer in JSON. A failing test prints only its status and error, because the rest can contain a pupil's data.</summary>
public sealed record JsonAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, JsonElement Json)
{
    /// <summary>The OAuth error code; null if there is none.</summary>
    public string? Error => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("error", out JsonElement error) ? error.GetString() : null;

    public static async Task<JsonAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new JsonAnswer(response.StatusCode, response.Headers, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public override string ToString() => $"{(int)Status} {Error}";
}
