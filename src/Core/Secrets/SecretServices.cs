using Azure.Security.KeyVault.Secrets;
using LeerId.Settings;
using LeerId.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Secrets;

/// <summary>Registers the reader of secrets.</summary>
internal static class SecretServices
{
    private const string Vault = "KeyVault:Uri";

    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VaultOptions>()
            .Validate(_ => string.IsNullOrEmpty(configuration[Vault]) || Address(configuration) is not null, $"{Vault} is not an absolute https address.")
            .ValidateOnStart();
        if (Address(configuration) is null)
            return services.AddSingleton<ISecretReader>(new ConfigurationSecretReader(configuration));
        return services
            .AddSingleton(_ => new SecretClient(
                Address(configuration)!, ManagedIdentity.Credential(configuration["KeyVault:clientId"]),
                StorageAccount.With(StorageRetryOptions.Page, new SecretClientOptions())))
            .AddSingleton<VaultSecrets>()
            .AddSingleton<ISecretReader, KeyVaultSecretReader>();
    }

    private static Uri? Address(IConfiguration configuration) =>
        AddressRules.Parse(configuration[Vault]) is { } vault && vault.Scheme == Uri.UriSchemeHttps ? vault : null;

    /// <summary>Options without properties, for the validation of the vault's address. That address decides which reader is registered.</summary>
    private sealed class VaultOptions;
}
