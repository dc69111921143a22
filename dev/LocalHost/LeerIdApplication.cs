using LeerId.LocalHost.Services;

namespace LeerId.LocalHost;

/// <summary>What makes this host LeerID's: its functions, its services, the data to begin with.</summary>
public static class LeerIdApplication
{
    public static LocalHostOptions Options(IReadOnlyList<string> arguments) => new()
    {
        Arguments = arguments,
        Assemblies = [typeof(LeerIdApplication).Assembly],
        LogsToConsole = true,
        Services = [new StorageEmulator(), new DevelopmentMailbox()],
        ConfigureServices = ConfigureServices,
        SeedAsync = SeedAsync,
    };

    private static void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    private static Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;
}
