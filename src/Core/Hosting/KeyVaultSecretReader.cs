using Azure;
using Azure.Security.KeyVault.Secrets;

namespace LeerId.Hosting;

/// <summary>Secrets from Key Vault: of the enabled, valid versions the newest is current and the one before it previous.</summary>
internal sealed class KeyVaultSecretReader(SecretClient client, TimeProvider clock) : ISecretReader
{
    public async Task<SecretVersions> ReadAsync(string name, CancellationToken cancellationToken)
    {
        List<SecretProperties> versions = [];
        try
        {
            await foreach (SecretProperties version in client.GetPropertiesOfSecretVersionsAsync(name, cancellationToken))
            {
                if (IsUsable(version))
                    versions.Add(version);
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            versions.Clear();
        }

        if (versions.Count == 0)
            throw new SecretMissingException(name, "no enabled version in the vault");

        string[] newestFirst = [.. versions.OrderByDescending(v => v.CreatedOn).Select(v => v.Version).Take(2)];
        string current = await ValueAsync(name, newestFirst[0], cancellationToken);
        string? previous = newestFirst.Length > 1 ? await ValueAsync(name, newestFirst[1], cancellationToken) : null;
        return new SecretVersions(current, previous);
    }

    private bool IsUsable(SecretProperties version)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return version.Enabled == true
            && (version.NotBefore is null || version.NotBefore <= now)
            && (version.ExpiresOn is null || version.ExpiresOn > now);
    }

    private async Task<string> ValueAsync(string name, string version, CancellationToken cancellationToken) =>
        (await client.GetSecretAsync(name, version, outContentType: null, cancellationToken)).Value.Value;
}
