using Azure.Security.KeyVault.Secrets;
using LeerId.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Secrets;

/// <summary>Registers the place that secrets come from.</summary>
internal static class SecretServices
{
    private const string Vault = "KeyVault:Uri";

    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VaultOptions>()
            .Validate(_ => configuration[Vault] is null or "" || IsVault(configuration[Vault]!), $"{Vault} is not an absolute https address.")
            .ValidateOnStart();
        return services.AddSingleton<ISecretReader>(s => configuration[Vault] is { Length: > 0 } vault
            ? new KeyVaultSecretReader(
                new SecretClient(
                    new Uri(vault), StorageAccount.Credential(configuration.GetSection("KeyVault")),
                    StorageAccount.With(StoragePatience.Page, new SecretClientOptions())),
                s.GetRequiredService<TimeProvider>())
            : new ConfigurationSecretReader(configuration));
    }

    private static bool IsVault(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? vault) && vault.Scheme == Uri.UriSchemeHttps;

    /// <summary>Nothing to bind: the vault's address decides which reader is registered.</summary>
    private sealed class VaultOptions;
}
