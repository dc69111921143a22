using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.OpenIdConnect;

/// <summary>Registers what this app asks OpenID providers with.</summary>
internal static class ProviderServices
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddOpenIdConnect(this IServiceCollection services)
    {
        services.AddHttpClient(ProviderWire.ClientName, client =>
            {
                client.MaxResponseContentBufferSize = ProviderWire.MaximumAnswerBytes;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = ConnectTimeout,
                PooledConnectionLifetime = ConnectionLifetime,
            })
            // Its log lines would hold addresses and headers of requests with codes and tokens.
            .RemoveAllLoggers();
        return services.AddSingleton<ProviderWire>();
    }

    /// <summary>Registers the metadata of one provider under its name.</summary>
    public static IServiceCollection AddProvider(this IServiceCollection services, string name, Func<IServiceProvider, string> issuer) =>
        services.AddKeyedSingleton(name, (s, _) => new ProviderMetadata(
            name, issuer(s), s.GetRequiredService<ProviderWire>(), s.GetRequiredService<AddressRules>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<ProviderMetadata>>()));
}
