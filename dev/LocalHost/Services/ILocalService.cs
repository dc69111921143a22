namespace LeerId.LocalHost.Services;

/// <summary>Something the functions need that runs on this machine unless the settings name another.</summary>
public interface ILocalService
{
    /// <summary>Whether the settings given from outside make it unnecessary.</summary>
    bool IsReplacedBy(IConfiguration outside);

    Task<StartedService> StartAsync(LocalServiceContext context, CancellationToken cancellationToken);
}

/// <param name="Address">Where the host itself answers.</param>
/// <param name="Outside">The settings given from outside.</param>
/// <param name="Settings">Those and, below them, the development defaults so far.</param>
/// <param name="Clock">The host's clock.</param>
/// <param name="Root">The folder with host.json and .local.</param>
/// <param name="DataFolder">Where data stays from one start to the next.</param>
public sealed record LocalServiceContext(
    Uri Address, IConfiguration Outside, IConfiguration Settings, TimeProvider Clock, string Root, string DataFolder);

/// <param name="Settings">The defaults it brings, such as its own address.</param>
/// <param name="Service">Ended with the host.</param>
public sealed record StartedService(IReadOnlyDictionary<string, string?> Settings, IAsyncDisposable Service);
