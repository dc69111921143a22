using Microsoft.Extensions.Configuration;

namespace LeerId.Secrets;

/// <summary>
/// Reads secrets from the settings <c>Secrets:name</c> and, during a rotation, <c>Secrets:name:previous</c>. The setting <c>Secrets:name:older</c> has the
/// values before those, the newest first, separated by spaces.
/// </summary>
internal sealed class ConfigurationSecretReader(IConfiguration configuration) : ISecretReader
{
    public Task<SecretVersions> ReadAsync(string name, CancellationToken cancellationToken)
    {
        string setting = $"Secrets:{name}";
        if (configuration[setting] is not { Length: > 0 } current)
            throw new SecretMissingException(name, $"setting {setting}");

        string? previous = configuration[$"{setting}:previous"];
        return Task.FromResult(new SecretVersions(current, previous is { Length: > 0 } ? previous : null));
    }

    public async Task<SecretVersions> ReadAllAsync(string name, CancellationToken cancellationToken)
    {
        SecretVersions usable = await ReadAsync(name, cancellationToken);
        return new SecretVersions(usable.Current, usable.Previous)
        {
            Older = (configuration[$"Secrets:{name}:older"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        };
    }

    // A setting does not expire.
    public async Task<IReadOnlyList<SecretVersion>> ListAsync(string name, CancellationToken cancellationToken) =>
        [.. Enumerable.Repeat(new SecretVersion(null, null), (await ReadAsync(name, cancellationToken)).Previous is null ? 1 : 2)];
}
