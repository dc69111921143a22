using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeerId.Applications;
using LeerId.Secrets;
using LeerId.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.SignIn;

/// <summary>
/// Keeps each sign-in under way in its own encrypted cookie, so that two tabs don't disturb each other and no server keeps its state.
/// The cookie is a JWE of JSON (RFC 7516, direct encryption with AES-CBC and HMAC). Its key is the secret <c>sign-in-cookie-key</c>
/// (base64, 64 or 32 bytes).
/// </summary>
public sealed class SignInCookies
{
    /// <summary>How long a sign-in may take.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How many sign-ins of one browser can be under way.</summary>
    public const int MaximumUnderWay = 5;

    /// <summary>The maximum number of sign-in cookies that are read or deleted for one answer. A normal browser has five at most.</summary>
    public const int MaximumLookedAt = 16;

    internal const string SecretName = "sign-in-cookie-key";

    private const string Prefix = "__Host-sign-in-";
    private const int StateCharactersInName = 10;
    private const int MaximumCookieLength = 4096;

    // With a type, other content that this key may encrypt is never accepted as a sign-in (RFC 7516, section 4.1.11).
    private const string TokenType = "sign-in+jwe";

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaximumCookieLength };
    private static readonly Dictionary<string, object> Header = new() { [JwtHeaderParameterNames.Typ] = TokenType };

    private readonly SecretKey<CookieKey> _secret;
    private readonly ConditionalWeakTable<KeyVersions<CookieKey>, TokenValidationParameters> _decryption = new();
    private readonly bool _crossSite;

    /// <summary>Prepares the cookies, without reading the secret.</summary>
    public SignInCookies(ISecretReader secrets, IOptions<AcmOptions> acm, TimeProvider clock, ILogger<SignInCookies> logger)
    {
        _secret = new SecretKey<CookieKey>(secrets, SecretName, CookieKey.Parse, clock, logger);
        _crossSite = acm.Value.UsesFormPost;
    }

    /// <summary>Reads the secret, unless it is in memory.</summary>
    internal async ValueTask ReadSecretAsync(CancellationToken cancellationToken) => await _secret.GetAsync(cancellationToken);

    /// <summary>
    /// The cookies for a sign-in that begins: its own, and deletions if the browser has too many. Cookies that can't be read are deleted first, then the
    /// oldest.
    /// </summary>
    public async ValueTask<IReadOnlyList<BrowserCookie>> BeginAsync(
        SignInState state, IReadOnlyDictionary<string, string> cookies, CancellationToken cancellationToken)
    {
        KeyVersions<CookieKey> keys = await _secret.GetAsync(cancellationToken);
        List<BrowserCookie> changes = [new BrowserCookie
        {
            Name = NameFor(state.State),
            Value = Encrypt(state, keys.Current),
            MaxAge = Lifetime,
            CrossSite = _crossSite,
        }];

        string[] underWay = [.. SignIns(cookies)];
        if (underWay.Length < MaximumUnderWay)
            return changes;

        List<(string Name, DateTimeOffset StartedAt)> aged = [];
        foreach (string name in underWay)
        {
            Checked<SignInState, RefusalReason> held = Decrypt(cookies[name], keys);
            aged.Add((name, held.Refusal is null ? held.Value.StartedAt : DateTimeOffset.MinValue));
        }

        changes.AddRange(aged.OrderByDescending(cookie => cookie.StartedAt).Skip(MaximumUnderWay - 1).Select(cookie => Ended(cookie.Name)));
        return changes;
    }

    /// <summary>The sign-in that a state belongs to, from this browser's cookie. The caller must check its age.</summary>
    public async ValueTask<Checked<SignInState, RefusalReason>> FindAsync(
        string state, IReadOnlyDictionary<string, string> cookies, CancellationToken cancellationToken)
    {
        if (!cookies.TryGetValue(NameFor(state), out string? value))
            return cookies.Keys.Any(IsSignIn) ? RefusalReason.StateMismatch : RefusalReason.StateCookieMissing;

        Checked<SignInState, RefusalReason> held = Decrypt(value, await _secret.GetAsync(cancellationToken));
        if (held.Refusal is not null)
            return held;
        return ConstantTime.Equal(held.Value.State, state) ? held : RefusalReason.StateMismatch;
    }

    /// <summary>The deletion of the cookie of one sign-in.</summary>
    public BrowserCookie End(string state) => Ended(NameFor(state));

    /// <summary>The deletions of the cookies of all sign-ins, at most <see cref="MaximumLookedAt"/>.</summary>
    public IReadOnlyList<BrowserCookie> EndAll(IReadOnlyDictionary<string, string> cookies) => [.. SignIns(cookies).Select(Ended)];

    // A browser sends its oldest cookies first (RFC 6265, section 5.4), so these are the oldest.
    private static IEnumerable<string> SignIns(IReadOnlyDictionary<string, string> cookies) => cookies.Keys.Where(IsSignIn).Take(MaximumLookedAt);

    private static bool IsSignIn(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    private static string NameFor(string state) => Prefix + state[..Math.Min(StateCharactersInName, state.Length)];

    private BrowserCookie Ended(string name) => new() { Name = name, CrossSite = _crossSite };

    private static string Encrypt(SignInState state, CookieKey key) => Handler.EncryptToken(
        JsonSerializer.Serialize(
            new SealedSignIn(state.State, state.Nonce, state.CodeVerifier, state.Request.Query, state.StartedAt.ToUnixTimeSeconds()),
            SealedSignInJson.Default.SealedSignIn),
        key.Credentials,
        Header);

    private Checked<SignInState, RefusalReason> Decrypt(string value, KeyVersions<CookieKey> keys)
    {
        try
        {
            if (!IsDirect(value))
                return RefusalReason.StateCookieInvalid;
            JsonWebToken token = Handler.ReadJsonWebToken(value);
            if (!token.IsEncrypted || token.Typ != TokenType || token.Alg != JwtConstants.DirectKeyUseAlg)
                return RefusalReason.StateCookieInvalid;
            // The encryption also authenticates the content, because only this app has the key. So there is no separate signature.
            string content = Handler.DecryptToken(token, _decryption.GetValue(keys, Decryption));
            SealedSignIn held = JsonSerializer.Deserialize(content, SealedSignInJson.Default.SealedSignIn) ?? throw new JsonException();
            return new SignInState
            {
                State = held.State,
                Nonce = held.Nonce,
                CodeVerifier = held.CodeVerifier,
                Request = AuthorizationRequest.Parse(held.Request),
                StartedAt = DateTimeOffset.FromUnixTimeSeconds(held.StartedAt),
            };
        }
        catch (Exception exception) when (
            exception is SecurityTokenException or ArgumentException or FormatException or CryptographicException or JsonException)
        {
            // This app did not make the cookie, or somebody changed it.
            return RefusalReason.StateCookieInvalid;
        }
    }

    // RFC 7516, sections 5.2 and 7.1: five parts in base64url, the second empty. The library also accepts an encrypted key beside
    // "dir", and superfluous characters at the end of a part.
    private static bool IsDirect(string value) =>
        value.Split('.', count: 6) is [_, "", _, _, _] parts && Array.TrueForAll(parts, IsCanonical);

    private static bool IsCanonical(string part) =>
        Base64Url.IsValid(part) && Base64Url.EncodeToString(Base64Url.DecodeFromChars(part)) == part;

    private static TokenValidationParameters Decryption(KeyVersions<CookieKey> keys) =>
        new() { TokenDecryptionKeys = [.. keys.All.Select(key => key.Credentials.Key)] };

    private sealed record CookieKey(EncryptingCredentials Credentials)
    {
        public static CookieKey Parse(string base64)
        {
            byte[] key = Convert.FromBase64String(base64);
            string encryption = key.Length switch
            {
                64 => SecurityAlgorithms.Aes256CbcHmacSha512,
                32 => SecurityAlgorithms.Aes128CbcHmacSha256,
                _ => throw new FormatException("Neither 64 nor 32 bytes."),
            };
            return new CookieKey(new EncryptingCredentials(new SymmetricSecurityKey(key), JwtConstants.DirectKeyUseAlg, encryption));
        }
    }
}

/// <summary>The content of the cookie of a sign-in. A class, not a record, so that it never prints itself.</summary>
internal sealed class SealedSignIn(string state, string nonce, string codeVerifier, string request, long startedAt)
{
    public string State { get; } = state;

    public string Nonce { get; } = nonce;

    public string CodeVerifier { get; } = codeVerifier;

    /// <summary>The application's request, as the query of an address.</summary>
    public string Request { get; } = request;

    /// <summary>Seconds since 1970, UTC.</summary>
    public long StartedAt { get; } = startedAt;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SealedSignIn))]
internal sealed partial class SealedSignInJson : JsonSerializerContext;
