using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using LeerId.Functions.Tests.Staff;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Functions.Tests.StaffDirectory;

/// <summary>The steps of a browser and of the console's library at the directory. A test can change each of them.</summary>
internal sealed class DirectorySignIn(StaffRig rig) : IDisposable
{
    public const string ClientId = "leerid-functions-staff";

    private readonly Browser _browser = new();
    private readonly HttpClient _http = new();
    private readonly string _verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Dictionary<string, string> Cookies => _browser.Cookies;

    public string RedirectUri => rig.Host.At("beheer/aangemeld").AbsoluteUri;

    public string Secret => rig.Host.Host.Configuration["Secrets:staff-client-secret"]!;

    public Task<Answer> GetAsync(Uri address) => _browser.GetAsync(address, Cancel);

    public Task<Answer> SendAsync(HttpRequestMessage request) => _browser.SendAsync(request, Cancel);

    public void Dispose()
    {
        _browser.Dispose();
        _http.Dispose();
    }

    public Dictionary<string, string> Parameters(params (string Name, string? Value)[] changes) => Change(
        new()
        {
            ["client_id"] = ClientId,
            ["redirect_uri"] = RedirectUri,
            ["response_type"] = "code",
            ["scope"] = "openid profile",
            ["state"] = "the-state",
            ["nonce"] = "the-nonce",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        },
        changes);

    public Uri Authorize(params (string Name, string? Value)[] changes) =>
        new(QueryHelpers.AddQueryString(rig.Host.At("dev/directory/authorize").AbsoluteUri, Parameters(changes)!));

    /// <summary>Chooses a person by sending the page's form.</summary>
    public async Task<Answer> ChooseAsync(string person, params (string Name, string? Value)[] changes) => await _browser.PostAsync(
        rig.Host.At("dev/directory/authorize"), [.. Parameters(changes), KeyValuePair.Create("person", person)], Cancel);

    public Task<JsonAnswer> RedeemAsync(string? code, params (string Name, string? Value)[] changes) => RedeemAsync(code, null, changes);

    public async Task<JsonAnswer> RedeemAsync(string? code, AuthenticationHeaderValue? authorization, params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string> form = Change(
            new()
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code!,
                ["redirect_uri"] = RedirectUri,
                ["code_verifier"] = _verifier,
                ["client_id"] = ClientId,
                ["client_secret"] = Secret,
            },
            changes);
        using HttpRequestMessage request = new(HttpMethod.Post, rig.Host.At("dev/directory/token")) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = authorization;
        using HttpResponseMessage response = await _http.SendAsync(request, Cancel);
        return await JsonAnswer.ReadAsync(response, Cancel);
    }

    public async Task<JsonWebToken> ValidateAsync(string token)
    {
        JsonWebKeySet keys = new(await _http.GetStringAsync(rig.Host.At("dev/directory/keys"), Cancel));
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = rig.Host.At("dev/directory").AbsoluteUri,
            ValidAudience = ClientId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKeys = keys.GetSigningKeys(),
            // The rig's clock differs from this machine's.
            ValidateLifetime = false,
        });
        Assert.True(result.IsValid);
        return (JsonWebToken)result.SecurityToken;
    }

    private static Dictionary<string, string> Change(Dictionary<string, string> parameters, (string Name, string? Value)[] changes)
    {
        foreach ((string name, string? value) in changes)
        {
            parameters.Remove(name);
            if (value is not null)
                parameters[name] = value;
        }

        return parameters;
    }
}
