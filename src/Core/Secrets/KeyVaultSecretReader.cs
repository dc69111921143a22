using Azure;
using Azure.Security.KeyVault.Secrets;

namespace LeerId.Secrets;

/// <summary>
/// Reads secrets from Key Vault. Of the enabled, valid versions the newest is the current one, and the one before it the previous one. A version that was
/// made in the last quarter of an hour is not current yet, unless it is the only one: first every instance, and everybody who caches the published keys,
/// must have it.
/// </summary>
internal sealed class KeyVaultSecretReader(SecretClient client, TimeProvider clock) : ISecretReader
{
    public static readonly TimeSpan Probation = TimeSpan.FromMinutes(15);

    public Task<SecretVersions> ReadAsync(string name, CancellationToken cancellationToken) => ReadAsync(name, withOlder: false, cancellationToken);

    public Task<SecretVersions> ReadAllAsync(string name, CancellationToken cancellationToken) => ReadAsync(name, withOlder: true, cancellationToken);

    public async Task<IReadOnlyList<SecretVersion>> ListAsync(string name, CancellationToken cancellationToken) =>
    [
        .. (await ListAsync(name, version => version.Enabled == true, cancellationToken))
            .Select(version => new SecretVersion(version.CreatedOn, version.ExpiresOn)),
    ];

    private async Task<SecretVersions> ReadAsync(string name, bool withOlder, CancellationToken cancellationToken)
    {
        List<SecretProperties> newestFirst = await ListAsync(name, IsUsable, cancellationToken);
        int current = newestFirst.Count > 1 && newestFirst[0].CreatedOn > clock.GetUtcNow() - Probation ? 1 : 0;
        List<string> older = [];
        foreach (SecretProperties version in withOlder ? newestFirst.Skip(current + 2) : [])
            older.Add(await ValueAsync(name, version, cancellationToken));
        return new SecretVersions(
            await ValueAsync(name, newestFirst[current], cancellationToken),
            newestFirst.Count > current + 1 ? await ValueAsync(name, newestFirst[current + 1], cancellationToken) : null,
            current > 0 ? await ValueAsync(name, newestFirst[0], cancellationToken) : null)
        {
            Older = older,
        };
    }

    private async Task<List<SecretProperties>> ListAsync(string name, Predicate<SecretProperties> counts, CancellationToken cancellationToken)
    {
        List<SecretProperties> versions = [];
        try
        {
            await foreach (SecretProperties version in client.GetPropertiesOfSecretVersionsAsync(name, cancellationToken))
            {
                if (counts(version))
                    versions.Add(version);
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            versions.Clear();
        }

        return versions.Count > 0
            ? [.. versions.OrderByDescending(version => version.CreatedOn)]
            : throw new SecretMissingException(name, "no enabled version in the vault");
    }

    private bool IsUsable(SecretProperties version)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return version.Enabled == true
            && (version.NotBefore is null || version.NotBefore <= now)
            && (version.ExpiresOn is null || version.ExpiresOn > now);
    }

    private async Task<string> ValueAsync(string name, SecretProperties version, CancellationToken cancellationToken) =>
        (await client.GetSecretAsync(name, version.Version, outContentType: null, cancellationToken)).Value.Value;
}
