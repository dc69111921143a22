using System.Text.Json;

namespace LeerId.Secrets;

/// <summary>A signing key whose public halves are published. The current version signs; the previous and the next version are accepted as well.</summary>
internal sealed class PublishedKeys(SecretKey<SigningKey> secret)
{
    private Published? _published;

    /// <summary>The versions.</summary>
    public ValueTask<KeyVersions<SigningKey>> GetAsync(CancellationToken cancellationToken) => secret.GetAsync(cancellationToken);

    /// <summary>The public keys as a JSON Web Key Set (RFC 7517), the current one first.</summary>
    public async ValueTask<string> PublishAsync(CancellationToken cancellationToken)
    {
        KeyVersions<SigningKey> keys = await secret.GetAsync(cancellationToken);
        Published? published = _published;
        if (published is null || !ReferenceEquals(published.Keys, keys))
            _published = published = new Published(keys, Serialize(keys));
        return published.Json;
    }

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
            alg = SigningKey.Algorithm,
        }),
    });

    private sealed record Published(KeyVersions<SigningKey> Keys, string Json);
}
