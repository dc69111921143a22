using Microsoft.Extensions.Configuration;

namespace LeerId.Secrets;

/// <summary>Secrets from settings <c>Secrets:name</c> and, during a rotation, <c>Secrets:name:previous</c>.</summary>
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
}
