using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Bench.Provider;

/// <summary>
/// An OpenID provider without a sign-in page. Each request is signed in at once as the next of a fixed number of pupils. The codes contain the
/// provider's state, so it stores nothing. Each ID token is signed when it is requested.
/// </summary>
internal sealed class OpenIdProvider
{
    private const char InCode = '.';

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly string _issuer;
    private readonly string _clientId;
    private readonly string _clientSecret;
    private readonly SigningCredentials _key;
    private readonly string _metadata;
    private readonly string _keySet;
    private readonly string _school;
    private readonly uint _pupils;
    private int _next;

    public OpenIdProvider(string issuer, string clientId, string clientSecret, string school, int pupils)
    {
        _school = school;
        _pupils = (uint)pupils;
        _issuer = issuer;
        _clientId = clientId;
        _clientSecret = clientSecret;
        RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "bench" };
        _key = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        JsonWebKey published = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.Rsa.ExportParameters(false)));
        _keySet = new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = key.KeyId,
                ["n"] = published.N,
                ["e"] = published.E,
            }),
        }.ToJsonString();
        _metadata = new JsonObject
        {
            ["issuer"] = issuer,
            ["authorization_endpoint"] = $"{issuer}/authorize",
            ["token_endpoint"] = $"{issuer}/token",
            ["jwks_uri"] = $"{issuer}/keys",
            ["end_session_endpoint"] = $"{issuer}/logout",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post"),
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
        }.ToJsonString();
    }

    public void Map(WebApplication app)
    {
        app.MapGet("/.well-known/openid-configuration", () => Results.Text(_metadata, "application/json"));
        app.MapGet("/keys", () => Results.Text(_keySet, "application/json"));
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", TokenAsync);
    }

    private void Authorize(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        int pupil = (int)((uint)Interlocked.Increment(ref _next) % _pupils);
        string code = string.Create(CultureInfo.InvariantCulture, $"{pupil}{InCode}{query["code_challenge"]}{InCode}{query["nonce"]}");
        context.Response.Redirect(QueryHelpers.AddQueryString(
            query["redirect_uri"].ToString(), new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        IFormCollection form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        string[] code = form["code"].ToString().Split(InCode, 3);
        // The signature of a client's JWT is not checked, because the check would only cost time of this provider, which is not measured.
        bool isClient = form["client_id"] == _clientId && (form["client_secret"] == _clientSecret || form.ContainsKey("client_assertion"));
        if (!isClient)
            return Refuse("invalid_client");
        if (code is not [string pupil, string challenge, string nonce] || Challenge(form["code_verifier"].ToString()) != challenge)
            return Refuse("invalid_grant");

        string accessToken = Guid.NewGuid().ToString("N");
        return Results.Text(
            new JsonObject
            {
                ["access_token"] = accessToken,
                ["token_type"] = "Bearer",
                ["expires_in"] = 3600,
                ["id_token"] = IdToken(int.Parse(pupil, CultureInfo.InvariantCulture), nonce, accessToken),
            }.ToJsonString(),
            "application/json");
    }

    private static IResult Refuse(string error) =>
        Results.Text(new JsonObject { ["error"] = error }.ToJsonString(), "application/json", statusCode: StatusCodes.Status400BadRequest);

    private string IdToken(int pupil, string nonce, string accessToken)
    {
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _issuer,
            Audience = _clientId,
            IssuedAt = now,
            Expires = now.AddHours(1),
            SigningCredentials = _key,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = string.Create(CultureInfo.InvariantCulture, $"pupil-{pupil}"),
                ["azp"] = _clientId,
                ["nonce"] = nonce,
                ["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16)),
                ["ov_leerid_uuid"] = new[] { string.Create(CultureInfo.InvariantCulture, $"5c21b7ed-0000-4000-8000-{pupil:d12}") },
                ["ov_account_uuid"] = string.Create(CultureInfo.InvariantCulture, $"5c21acc0-0000-4000-8000-{pupil:d12}"),
                ["ov_historiek_account_uuid"] = Array.Empty<string>(),
                ["given_name"] = "Proefvoornaam",
                ["family_name"] = "Proefnaam",
                ["ov_gebruikersnaam"] = "proef.gebruiker",
                ["ov_orgcode"] = _school,
            },
        });
    }

    private static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
