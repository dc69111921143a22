using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Testing;

/// <summary>
/// An OpenID provider whose answers a test can change, even into invalid ones that dev/AcmSimulator never gives. It has no sign-in page: a test
/// sends the nonce of the authorization request as the code, and so gets an ID token with that nonce. Many sign-ins can run at the same time.
/// </summary>
public sealed class ScriptedAcm : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly TimeProvider _clock;
    private readonly string _clientId;

    private ScriptedAcm(WebApplication web, string clientId, TimeProvider clock)
    {
        _web = web;
        _clientId = clientId;
        _clock = clock;
        Reset();
    }

    public string Issuer => _web.Urls.Single() + "/op";

    /// <summary>The key that signs ID tokens.</summary>
    public TestKey Key { get; private set; } = TestKey.Create("key-1");

    /// <summary>The keys in the key set.</summary>
    public IReadOnlyList<JsonObject> PublishedKeys { get; set; } = [];

    /// <summary>The method and path of every request so far.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Edits the ID token before it is signed.</summary>
    public Action<TokenDraft> EditDraft { get; set; } = _ => { };

    /// <summary>Edits the signed ID token.</summary>
    public Func<string, string> EditSignedToken { get; set; } = token => token;

    /// <summary>The pupil's claims in the ID token, by the code of the sign-in.</summary>
    public Func<string, JsonObject> Claims { get; set; } = _ => [];

    /// <summary>The claims that the userinfo endpoint returns.</summary>
    public JsonObject UserInfo { get; set; } = [];

    public RequestDelegate OnMetadata { get; set; } = null!;

    public RequestDelegate OnKeys { get; set; } = null!;

    public RequestDelegate OnToken { get; set; } = null!;

    public RequestDelegate OnUserInfo { get; set; } = null!;

    public static async Task<ScriptedAcm> StartAsync(string clientId, TimeProvider clock, string address = "http://127.0.0.1:0")
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(address);
        builder.Services.AddRoutingCore();
        WebApplication web = builder.Build();
        ScriptedAcm acm = new(web, clientId, clock);
        web.Use((context, next) =>
        {
            acm.Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return next(context);
        });
        web.Map("/op/.well-known/openid-configuration", context => acm.OnMetadata(context));
        web.Map("/op/v1/keys", context => acm.OnKeys(context));
        web.Map("/op/v1/token", context => acm.OnToken(context));
        web.Map("/op/v1/userinfo", context => acm.OnUserInfo(context));
        await web.StartAsync();
        return acm;
    }

    /// <summary>Undoes what a test changed. If the signing key was rotated, the new key stays in use.</summary>
    public void Reset()
    {
        PublishedKeys = [Key.Jwk];
        EditDraft = _ => { };
        EditSignedToken = token => token;
        Claims = _ => Pupil();
        UserInfo = [];
        OnMetadata = context => context.Response.WriteAsJsonAsync(Metadata());
        OnKeys = context => context.Response.WriteAsJsonAsync(new JsonObject { ["keys"] = new JsonArray([.. PublishedKeys.Select(key => key.DeepClone())]) });
        OnToken = AnswerTokenAsync;
        OnUserInfo = context => context.Response.WriteAsJsonAsync(UserInfo);
    }

    /// <summary>Adds a new signing key to the key set, beside the old one.</summary>
    public void RotateKey(string kid)
    {
        Key = TestKey.Create(kid);
        PublishedKeys = [.. PublishedKeys, Key.Jwk];
    }

    public JsonObject Metadata() => new()
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = $"{Issuer}/v1/auth",
        ["token_endpoint"] = $"{Issuer}/v1/token",
        ["jwks_uri"] = $"{Issuer}/v1/keys",
        ["userinfo_endpoint"] = $"{Issuer}/v1/userinfo",
        ["end_session_endpoint"] = $"{Issuer}/v1/logout",
    };

    /// <summary>The claims of a pupil whose school has a contract. Each number gives another pupil.</summary>
    public static JsonObject Pupil(int number = 1) => new()
    {
        ["ov_leerid_uuid"] = new JsonArray(LeerId(number).ToString()),
        ["ov_account_uuid"] = $"5c21acc0-0000-4000-8000-{number:d12}",
        ["ov_historiek_account_uuid"] = new JsonArray(),
        ["given_name"] = "Proefvoornaam",
        ["family_name"] = "Proefnaam",
        ["ov_gebruikersnaam"] = "proef.gebruiker",
        ["ov_orgcode"] = "012345",
    };

    public static Guid LeerId(int number) => Guid.Parse($"5c21b7ed-0000-4000-8000-{number:d12}");

    /// <summary>The answer of the token endpoint for a code, with the changes that the test asked for.</summary>
    public JsonObject TokenAnswer(string code)
    {
        string accessToken = "access-" + code;
        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(accessToken));
        DateTimeOffset now = _clock.GetUtcNow();
        JsonObject claims = Claims(code);
        claims["iss"] = Issuer;
        claims["aud"] = _clientId;
        claims["azp"] = _clientId;
        claims["iat"] = now.ToUnixTimeSeconds();
        claims["exp"] = now.AddHours(1).ToUnixTimeSeconds();
        claims["nonce"] = code;
        claims["at_hash"] = WebEncoders.Base64UrlEncode(hash, 0, hash.Length / 2);
        claims["kid"] = Key.Id;
        TokenDraft draft = new() { Header = new JsonObject { ["alg"] = "RS256", ["kid"] = Key.Id }, Claims = claims, Sign = Key.Sign };
        EditDraft(draft);
        return new JsonObject
        {
            ["access_token"] = accessToken,
            ["token_type"] = "Bearer",
            ["expires_in"] = 3600,
            ["id_token"] = EditSignedToken(draft.Compose()),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
    }

    private async Task AnswerTokenAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(TokenAnswer(form["code"].ToString()), context.RequestAborted);
    }
}

/// <summary>An ID token before it is signed.</summary>
public sealed class TokenDraft
{
    public required JsonObject Header { get; set; }

    public required JsonObject Claims { get; set; }

    /// <summary>The payload as text, for tests that need invalid JSON.</summary>
    public string? RawPayload { get; set; }

    /// <summary>The header as text, for tests that need invalid JSON.</summary>
    public string? RawHeader { get; set; }

    public required Func<byte[], byte[]> Sign { get; set; }

    public string Compose()
    {
        string input = $"{Encode(RawHeader ?? Header.ToJsonString())}.{Encode(RawPayload ?? Claims.ToJsonString())}";
        return $"{input}.{WebEncoders.Base64UrlEncode(Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    private static string Encode(string text) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(text));
}

/// <summary>An RSA key with its id.</summary>
public sealed class TestKey
{
    // Generating a key takes tenths of a second, and hundreds of tests need one. So a key is generated once per name and process.
    private static readonly ConcurrentDictionary<string, Lazy<RSAParameters>> Parameters = new();

    private readonly RSA _rsa;

    private TestKey(string id, string name)
    {
        Id = id;
        _rsa = RSA.Create(Parameters.GetOrAdd(name, _ => new(NewParameters)).Value);
    }

    public string Id { get; }

    public JsonObject Jwk
    {
        get
        {
            RSAParameters parameters = _rsa.ExportParameters(includePrivateParameters: false);
            return new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = Id,
                ["n"] = WebEncoders.Base64UrlEncode(parameters.Modulus!),
                ["e"] = WebEncoders.Base64UrlEncode(parameters.Exponent!),
            };
        }
    }

    /// <summary>The public key in PEM. A vulnerable library could accept an HMAC with these bytes as the secret.</summary>
    public byte[] PublicPem => Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem());

    /// <summary>The key with an id. Each call with the same id returns the same key.</summary>
    public static TestKey Create(string id) => new(id, id);

    /// <summary>Another key than that of <see cref="Create"/>, with the same id.</summary>
    public static TestKey CreateImpostor(string id) => new(id, $"{id}, impostor");

    public byte[] Sign(byte[] input) => _rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>Signs with RSA-PSS instead of PKCS#1.</summary>
    public byte[] SignPss(byte[] input) => _rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

    public override string ToString() => Id.ToString(CultureInfo.InvariantCulture);

    private static RSAParameters NewParameters()
    {
        using RSA rsa = RSA.Create(2048);
        return rsa.ExportParameters(includePrivateParameters: true);
    }
}
