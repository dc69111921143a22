using LeerId.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace LeerId.HandOff;

/// <summary>
/// The keys of the hand-off token: secret <c>hand-off-key</c>, an EC P-256 private key in PEM. The current one signs; the
/// former one stays published, so that a token made just before a rotation still counts.
/// </summary>
public sealed class HandOffKeys(ISecretReader secrets, TimeProvider clock, ILogger<HandOffKeys> logger)
{
    internal const string SecretName = "hand-off-key";

    private readonly PublishedKeys _keys = new PublishedKeys(new SecretKey<SigningKey>(secrets, SecretName, SigningKey.Parse, clock, logger));

    /// <summary>The public keys as a JSON Web Key Set (RFC 7517), the current one first.</summary>
    public ValueTask<string> PublishAsync(CancellationToken cancellationToken) => _keys.PublishAsync(cancellationToken);

    /// <summary>Reads the secret, unless it is in memory.</summary>
    internal async ValueTask ReadSecretAsync(CancellationToken cancellationToken) => await _keys.GetAsync(cancellationToken);

    internal async ValueTask<SigningCredentials> CurrentAsync(CancellationToken cancellationToken) =>
        (await _keys.GetAsync(cancellationToken)).Current.Credentials;
}
