namespace LeerId.Secrets.Inventory;

/// <summary>Reads when the secrets in use expire. No value is read.</summary>
public sealed class SecretExpiries(ISecretReader secrets, SecretInventory inventory)
{
    /// <summary>Reads when every secret in use expires.</summary>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    public async Task<IReadOnlyList<SecretExpiry>> ReadAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(inventory.All.Select(secret => ReadAsync(secret, cancellationToken)));

    /// <summary>Reads when one secret expires.</summary>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    public async Task<SecretExpiry> ReadAsync(UsedSecret secret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        try
        {
            IReadOnlyList<SecretVersion> versions = await secrets.ListAsync(secret.Name, cancellationToken);
            SecretVersion newest = versions[0];
            return new SecretExpiry(
                secret.Name, secret.Use, secret.MustNotExpire ? newest with { ExpiresAt = versions.Min(version => version.ExpiresAt) } : newest);
        }
        catch (SecretMissingException)
        {
            return new SecretExpiry(secret.Name, secret.Use, null);
        }
    }
}

/// <summary>A secret and when it expires.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Use">The use of the secret, in Dutch.</param>
/// <param name="Newest">
/// Its newest enabled version; null when there is none. For a secret whose versions must not expire, the expiry is the earliest of all enabled versions.
/// </param>
public sealed record SecretExpiry(string Name, string Use, SecretVersion? Newest);
