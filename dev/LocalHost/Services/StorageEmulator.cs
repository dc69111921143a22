using LeerId.LocalServices;

namespace LeerId.LocalHost.Services;

/// <summary>Runs Azurite. Its data remain after LocalHost ends. The setting AzureWebJobsStorage replaces it.</summary>
public sealed class StorageEmulator : ILocalService
{
    public bool IsReplacedBy(IConfiguration developerSettings) => developerSettings.GetSection("AzureWebJobsStorage").Exists();

    /// <summary>Whether a connection string is for an emulator on this machine, whether or not this host started it.</summary>
    public static bool IsEmulator(string? connectionString) => (connectionString ?? "")
        .Split(';', StringSplitOptions.TrimEntries)
        .Any(part => part.Equals("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase)
            || (part.StartsWith("TableEndpoint=", StringComparison.OrdinalIgnoreCase)
                && Uri.TryCreate(part["TableEndpoint=".Length..], UriKind.Absolute, out Uri? endpoint) && endpoint.IsLoopback));

    public async Task<StartedService> StartAsync(LocalServiceContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(context.DataFolder);
        FileStream taken = FolderLock.TryTake(context.DataFolder) ?? throw new LocalHostException(
            $"The data in {context.DataFolder} is in use by another LocalHost. End that one, or choose another folder with --LocalHost:DataFolder.");
        try
        {
            context.Progress("Starting Azurite, the emulator of Azure Storage ...");
            Azurite azurite = await Azurite.StartAsync(
                new AzuriteOptions(Path.Combine(context.DataFolder, "azurite"), Progress: context.Progress), cancellationToken);
            return new StartedService(
                new Dictionary<string, string?> { ["AzureWebJobsStorage"] = azurite.ConnectionString },
                new LockedService(azurite, taken));
        }
        catch
        {
            await taken.DisposeAsync();
            throw;
        }
    }

    private sealed record LockedService(Azurite Azurite, FileStream Lock) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Azurite.DisposeAsync();
            await Lock.DisposeAsync();
        }
    }
}
