using LeerId.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.OpenIdConnect;

/// <summary>Registers the HTTP client for OpenID providers, and their metadata.</summary>
internal static class ProviderServices
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Registers the HTTP client that all providers share.</summary>
    public static IServiceCollection AddOpenIdConnect(this IServiceCollection services)
    {
        services.AddHttpClient(ProviderHttpClient.ClientName, client =>
            {
                client.MaxResponseContentBufferSize = ProviderHttpClient.MaximumAnswerBytes;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = ConnectTimeout,
                PooledConnectionLifetime = ConnectionLifetime,
            })
            // The client's own log lines would contain addresses and headers with codes and tokens.
            .RemoveAllLoggers();
        return services.AddSingleton<ProviderHttpClient>();
    }

    /// <summary>Registers the metadata of one provider under its name.</summary>
    public static IServiceCollection AddProvider(this IServiceCollection services, string name, Func<IServiceProvider, string> issuer) =>
        services.AddKeyedSingleton(name, (s, _) => new ProviderMetadata(
            name, issuer(s), s.GetRequiredService<ProviderHttpClient>(), s.GetRequiredService<AddressRules>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<ProviderMetadata>>()));
}
