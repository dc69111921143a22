using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.AcmSimulator.Provider;

/// <summary>The current signing key for ID tokens, and the previous keys that are still published.</summary>
internal sealed class SigningKeyRing : IDisposable
{
    // Longer than the caching time of the key set (21500 s) and the lifetime of an ID token (an hour) together.
    private static readonly TimeSpan PublishedAfterwards = TimeSpan.FromHours(8);

    // Keys are slow to generate, and tests start many simulators in a process. All start with the same key, which exists as long as the process.
    private static readonly SigningCredentials First = NewKey();

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly List<(SigningCredentials Credentials, DateTimeOffset RetiredAt)> _former = [];
    private volatile SigningCredentials _current = First;

    public SigningKeyRing(TimeProvider clock) => _clock = clock;

    public SigningCredentials Current => _current;

    /// <summary>The public keys, newest first.</summary>
    public IReadOnlyList<JsonWebKey> Published
    {
        get
        {
            lock (_lock)
            {
                DateTimeOffset limit = _clock.GetUtcNow() - PublishedAfterwards;
                return [PublicHalf(_current), .. _former.Where(key => key.RetiredAt > limit).Select(key => PublicHalf(key.Credentials))];
            }
        }
    }

    public void Rotate()
    {
        SigningCredentials next = NewKey();
        lock (_lock)
        {
            _former.Insert(0, (_current, _clock.GetUtcNow()));
            _current = next;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (SigningCredentials credentials in _former.Select(key => key.Credentials).Append(_current).Where(credentials => credentials != First))
                ((RsaSecurityKey)credentials.Key).Rsa.Dispose();
        }
    }

    private static SigningCredentials NewKey()
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
