using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.AcmSimulator.Provider;

/// <summary>The current signing key for ID tokens, and the previous keys that are still published.</summary>
internal sealed class SigningKeyRing : IDisposable
{
    // A previous key stays published longer than a client may cache the key set (21,500 seconds) plus the lifetime of an ID token (one hour).
    private static readonly TimeSpan PublishedAfterRotation = TimeSpan.FromHours(8);

    // All simulators of a process start with the same key, because a key is slow to generate and tests start many simulators.
    private static readonly SigningCredentials First = NewRsaKey();

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly List<(SigningCredentials Credentials, DateTimeOffset RetiredAt)> _previous = [];
    private volatile SigningCredentials _current = First;

    public SigningKeyRing(TimeProvider clock) => _clock = clock;

    public SigningCredentials Current => _current;

    /// <summary>The public halves of the current and the previous keys, newest first.</summary>
    public IReadOnlyList<JsonWebKey> Published
    {
        get
        {
            lock (_lock)
            {
                DateTimeOffset limit = _clock.GetUtcNow() - PublishedAfterRotation;
                return [PublicHalf(_current), .. _previous.Where(key => key.RetiredAt > limit).Select(key => PublicHalf(key.Credentials))];
            }
        }
    }

    public void Rotate()
    {
        SigningCredentials next = NewRsaKey();
        lock (_lock)
        {
            _previous.Insert(0, (_current, _clock.GetUtcNow()));
            _current = next;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (SigningCredentials credentials in _previous.Select(key => key.Credentials).Append(_current).Where(credentials => credentials != First))
                ((RsaSecurityKey)credentials.Key).Rsa.Dispose();
        }
    }

    private static SigningCredentials NewRsaKey()
    {
        RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16)) };
        return new(key.WithoutSharedCache(), SecurityAlgorithms.RsaSha256);
    }

    private static JsonWebKey PublicHalf(SigningCredentials credentials)
    {
        RSAParameters parameters = ((RsaSecurityKey)credentials.Key).Rsa.ExportParameters(includePrivateParameters: false);
        return new()
        {
            Kty = JsonWebAlgorithmsKeyTypes.RSA,
            Use = JsonWebKeyUseNames.Sig,
            Alg = SecurityAlgorithms.RsaSha256,
            Kid = credentials.Kid,
            E = Base64UrlEncoder.Encode(parameters.Exponent),
            N = Base64UrlEncoder.Encode(parameters.Modulus),
        };
    }
}
