using Azure;
using Azure.Security.KeyVault.Secrets;

namespace LeerId.Secrets;

/// <summary>Stores the first version of a secret in the vault. The app may do so during a first deployment only.</summary>
internal sealed class VaultSecrets(SecretClient client)
{
    /// <summary>Whether the vault has a version of the secret. A version that is disabled or has expired counts: somebody decided that.</summary>
    /// <exception cref="RequestFailedException">The vault refused or did not answer.</exception>
    public async Task<bool> HasAsync(string name, CancellationToken cancellationToken) => (await ListAsync(name, cancellationToken)).Count > 0;

    /// <summary>
    /// Stores a version. The vault can't refuse a second one, so if several instances store one at the same time, the oldest version counts, and each
    /// other instance disables its own.
    /// </summary>
    /// <param name="name">The name of the secret.</param>
    /// <param name="value">Its value.</param>
    /// <param name="expiresAt">When the version expires, UTC; null when it does not.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    /// <returns>Whether this version counts.</returns>
    /// <exception cref="RequestFailedException">The vault refused or did not answer, or it has a deleted secret of that name.</exception>
    public async Task<bool> AddFirstAsync(string name, string value, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        KeyVaultSecret secret = new(name, value);
        secret.Properties.ExpiresOn = expiresAt;
        SecretProperties own = (await client.SetSecretAsync(secret, cancellationToken)).Value.Properties;
        SecretProperties first = (await ListAsync(name, cancellationToken))
            .OrderBy(version => version.CreatedOn).ThenBy(version => version.Version, StringComparer.Ordinal).First();
        if (first.Version == own.Version)
            return true;
        own.Enabled = false;
        await client.UpdateSecretPropertiesAsync(own, cancellationToken);
        return false;
    }

    private async Task<List<SecretProperties>> ListAsync(string name, CancellationToken cancellationToken)
    {
        List<SecretProperties> versions = [];
        try
        {
            await foreach (SecretProperties version in client.GetPropertiesOfSecretVersionsAsync(name, cancellationToken))
                versions.Add(version);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            versions.Clear();
        }

        return versions;
    }
}
