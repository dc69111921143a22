using System.Text.Json;
using LeerId.Platform;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.HandOff;

/// <summary>
/// The keys of the hand-off token: secret <c>hand-off-key</c>, an EC P-256 private key in PEM. The current one signs; the
/// former one stays published, so that a token made just before a rotation still counts.
/// </summary>
public sealed class HandOffKeys
{
    private readonly SecretKey<SigningKey> _secret;
    private Published? _published;

    internal HandOffKeys(ISecretReader secrets, TimeProvider clock, ILogger<HandOffKeys> logger) =>
        _secret = new SecretKey<SigningKey>(secrets, "hand-off-key", SigningKey.Parse, clock, logger);

    /// <summary>The public keys as a JSON Web Key Set (RFC 7517), the current one first.</summary>
    public async ValueTask<string> PublishAsync(CancellationToken cancellationToken)
    {
        KeyVersions<SigningKey> keys = await _secret.GetAsync(cancellationToken);
        Published? published = _published;
        if (published is null || !ReferenceEquals(published.Keys, keys))
            _published = published = new Published(keys, Serialize(keys));
        return published.Json;
    }

    /// <summary>Reads the secret, unless it is in memory.</summary>
    internal async ValueTask ReadSecretAsync(CancellationToken cancellationToken) => await _secret.GetAsync(cancellationToken);

    internal async ValueTask<SigningCredentials> CurrentAsync(CancellationToken cancellationToken) =>
        (await _secret.GetAsync(cancellationToken)).Current.Credentials;

    private static string Serialize(KeyVersions<SigningKey> keys) => JsonSerializer.Serialize(new
    {
        keys = keys.All.Select(key => new
        {
            kty = key.Public.Kty,
            crv = key.Public.Crv,
            x = key.Public.X,
            y = key.Public.Y,
            kid = key.Public.Kid,
            use = "sig",
            alg = SecurityAlgorithms.EcdsaSha256,
        }),
    });

    private sealed record Published(KeyVersions<SigningKey> Keys, string Json);
}
