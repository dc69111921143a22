using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Secrets.Inventory;

/// <summary>Registers the list of the secrets in use, and what looks after them.</summary>
internal static class InventoryServices
{
    public static IServiceCollection AddSecretInventory(this IServiceCollection services) => services
        .AddSingleton<SecretInventory>()
        .AddSingleton<SecretExpiries>()
        .AddSingleton<SecretCheck>()
        .AddSingleton<KeyMaker>();
}
