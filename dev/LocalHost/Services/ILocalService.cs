using LeerId.LocalHost.Faults;

namespace LeerId.LocalHost.Services;

/// <summary>Something the functions need that runs on this machine unless the settings name another.</summary>
public interface ILocalService
{
    /// <summary>Whether the settings given from outside make it unnecessary.</summary>
    bool IsReplacedBy(IConfiguration outside);

    Task<StartedService> StartAsync(LocalServiceContext context, CancellationToken cancellationToken);
}

/// <param name="Address">Where the host itself answers.</param>
/// <param name="Settings">Everything set so far: the defaults, the secrets, what earlier services brought, and what is set from outside.</param>
/// <param name="Clock">The host's clock.</param>
/// <param name="Root">The folder with host.json and .local.</param>
/// <param name="DataFolder">Where data stays from one start to the next.</param>
/// <param name="Progress">Hears what is going on, in a sentence for who waits.</param>
public sealed record LocalServiceContext(
    Uri Address, IConfiguration Settings, TimeProvider Clock, string Root, string DataFolder, Action<string> Progress);

/// <param name="Settings">The defaults it brings, such as its own address.</param>
/// <param name="Service">Ended with the host.</param>
public sealed record StartedService(IReadOnlyDictionary<string, string?> Settings, IAsyncDisposable Service)
{
    /// <summary>The fault that a developer can turn on; null if there is none.</summary>
    public Fault? Fault { get; init; }
}
