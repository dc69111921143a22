namespace LeerId.Secrets.Inventory;

/// <summary>Reads when the secrets in use expire. Values are not read.</summary>
public sealed class SecretExpiries(ISecretReader secrets, SecretInventory inventory)
{
    /// <summary>Every secret in use.</summary>
    /// <exception cref="Azure.RequestFailedException">The vault refused or did not answer.</exception>
    public async Task<IReadOnlyList<SecretExpiry>> ReadAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(inventory.All.Select(secret => ReadAsync(secret, cancellationToken)));

    /// <summary>One secret.</summary>
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
/// <param name="Use">What it is for, in Dutch.</param>
/// <param name="Newest">
/// Its newest enabled version; null when there is none. If none of its versions may expire, this has the earliest moment at which an enabled version does.
/// </param>
public sealed record SecretExpiry(string Name, string Use, SecretVersion? Newest);
