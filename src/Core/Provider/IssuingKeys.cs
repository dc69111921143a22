using System.Security.Cryptography;
using LeerId.Applications;
using LeerId.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.Provider;

/// <summary>
/// The keys of the OpenID Provider. ID tokens are signed with <c>id-token-key</c> (an RSA private key in PEM), or with <c>id-token-key-es256</c> (an EC P-256
/// private key in PEM) for the applications that use ES256. Only this app reads authorization codes and access tokens, so they are encrypted, with keys
/// from <c>provider-token-key</c> (base64, 32 bytes or more).
/// </summary>
public sealed class IssuingKeys
{
    internal const string RsaSecret = "id-token-key";
    internal const string EcSecret = "id-token-key-es256";
    internal const string TokenSecret = "provider-token-key";

    private const int MinimumRsaBits = 2048;

    private readonly SecretKey<SigningCredentials> _rsa;
    private readonly SecretKey<SigningKey>? _ec;
    private readonly SecretKey<TokenKey> _token;
    private IssuingKeySet? _current;

    /// <summary>Prepares the keys, without reading a secret.</summary>
    public IssuingKeys(ISecretReader secrets, ApplicationRegister applications, TimeProvider clock, ILogger<IssuingKeys> logger)
    {
        ArgumentNullException.ThrowIfNull(applications);
        _rsa = new SecretKey<SigningCredentials>(secrets, RsaSecret, ParseRsa, clock, logger);
        _token = new SecretKey<TokenKey>(secrets, TokenSecret, TokenKey.Parse, clock, logger);
        if (applications.All.Any(application => application.IdTokenAlgorithm == SigningKey.Algorithm))
            _ec = new SecretKey<SigningKey>(secrets, EcSecret, SigningKey.Parse, clock, logger);
        Reads =
        [
            (RsaSecret, async token => await _rsa.GetAsync(token)),
            (TokenSecret, async token => await _token.GetAsync(token)),
            .. _ec is { } ec ? [(EcSecret, async token => await ec.GetAsync(token))] : Array.Empty<(string, Func<CancellationToken, ValueTask>)>(),
        ];
    }

    /// <summary>The name of each secret, and the function that reads it unless it is in memory.</summary>
    internal IReadOnlyList<(string Name, Func<CancellationToken, ValueTask> Read)> Reads { get; }

    /// <summary>The keys that were read last; null before the first reading.</summary>
    public IssuingKeySet? Current => _current;

    /// <summary>Raised when the keys have changed, and after the first reading.</summary>
    public event Action? Changed;

    /// <summary>Reads the secrets, unless they are in memory.</summary>
    /// <exception cref="SecretMissingException">One of them is missing.</exception>
    public async ValueTask<IssuingKeySet> GetAsync(CancellationToken cancellationToken)
    {
        KeyVersions<SigningCredentials> rsa = await _rsa.GetAsync(cancellationToken);
        KeyVersions<SigningKey>? ec = _ec is null ? null : await _ec.GetAsync(cancellationToken);
        KeyVersions<TokenKey> token = await _token.GetAsync(cancellationToken);
        IssuingKeySet? current = _current;
        if (current is not null && current.IsOf(rsa, ec, token))
            return current;

        _current = current = new IssuingKeySet(rsa, ec, token);
        Changed?.Invoke();
        return current;
    }

    private static SigningCredentials ParseRsa(string pem)
    {
        RSA rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        // This throws if the PEM has the public half only.
        _ = rsa.ExportParameters(includePrivateParameters: true);
        if (rsa.KeySize < MinimumRsaBits)
            throw new FormatException("Too short.");
        // The thumbprint (RFC 7638): the same key has the same id on every instance.
        RsaSecurityKey key = new(rsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
    }
}

/// <summary>The keys at one moment. A class, not a record, so that it never prints itself.</summary>
public sealed class IssuingKeySet
{
    private readonly KeyVersions<SigningCredentials> _rsa;
    private readonly KeyVersions<SigningKey>? _ec;
    private readonly KeyVersions<TokenKey> _token;

    internal IssuingKeySet(KeyVersions<SigningCredentials> rsa, KeyVersions<SigningKey>? ec, KeyVersions<TokenKey> token)
    {
        (_rsa, _ec, _token) = (rsa, ec, token);
        IdTokenSigning = [.. rsa.All, .. ec?.All.Select(key => key.Credentials) ?? []];
        TokenSigning = [.. token.All.Select(key => key.Signing)];
        TokenEncryption = [.. token.All.Select(key => key.Encryption)];
    }

    /// <summary>The published keys for ID tokens: the current, the previous and the next one of each algorithm.</summary>
    public IReadOnlyList<SigningCredentials> IdTokenSigning { get; }

    /// <summary>The signing keys of the tokens that only this app reads, the current one first.</summary>
    public IReadOnlyList<SigningCredentials> TokenSigning { get; }

    /// <summary>The encryption keys of the tokens that only this app reads, the current one first.</summary>
    public IReadOnlyList<EncryptingCredentials> TokenEncryption { get; }

    /// <summary>The current signing key for the ID tokens of an application.</summary>
    public SigningCredentials IdTokenSigningFor(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application.IdTokenAlgorithm == SigningKey.Algorithm ? _ec!.Current.Credentials : _rsa.Current;
    }

    internal bool IsOf(KeyVersions<SigningCredentials> rsa, KeyVersions<SigningKey>? ec, KeyVersions<TokenKey> token) =>
        ReferenceEquals(rsa, _rsa) && ReferenceEquals(ec, _ec) && ReferenceEquals(token, _token);
}

/// <summary>Two keys derived from one secret (RFC 5869): one signs, the other encrypts. A class, not a record, so that it never prints itself.</summary>
internal sealed class TokenKey(SigningCredentials signing, EncryptingCredentials encryption)
{
    private const int MinimumBytes = 32;
    private const int SigningBytes = 32;
    private const int EncryptionBytes = 64;
    private const int IdBytes = 8;

    public SigningCredentials Signing { get; } = signing;

    public EncryptingCredentials Encryption { get; } = encryption;

    public static TokenKey Parse(string base64)
    {
        byte[] secret = Convert.FromBase64String(base64);
        if (secret.Length < MinimumBytes)
            throw new FormatException("Too short.");
        string id = Base64UrlEncoder.Encode(Derive(secret, "id", IdBytes));
        return new TokenKey(
            new SigningCredentials(Key("signature", SigningBytes), SecurityAlgorithms.HmacSha256),
            new EncryptingCredentials(Key("encryption", EncryptionBytes), JwtConstants.DirectKeyUseAlg, SecurityAlgorithms.Aes256CbcHmacSha512));

        SymmetricSecurityKey Key(string purpose, int bytes) => new(Derive(secret, purpose, bytes)) { KeyId = id };
    }

    private static byte[] Derive(byte[] secret, string purpose, int bytes) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, bytes, info: System.Text.Encoding.ASCII.GetBytes($"provider token {purpose}"));
}
