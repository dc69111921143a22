using LeerId.LocalHost.Faults;

namespace LeerId.LocalHost.Services;

/// <summary>A service that the functions need. LocalHost runs it on this machine, unless the developer's settings configure another one.</summary>
public interface ILocalService
{
    /// <summary>Whether the developer's settings configure another service instead of this one.</summary>
    bool IsReplacedBy(IConfiguration developerSettings);

    Task<StartedService> StartAsync(LocalServiceContext context, CancellationToken cancellationToken);
}

/// <param name="Address">The address of the host itself.</param>
/// <param name="Settings">All settings so far: the defaults, the secrets, those that earlier services added, and the developer's settings.</param>
/// <param name="Clock">The host's clock.</param>
/// <param name="Root">The folder with host.json and .local.</param>
/// <param name="DataFolder">The folder for data that remain after LocalHost ends.</param>
/// <param name="Progress">Receives progress messages for a waiting developer.</param>
public sealed record LocalServiceContext(
    Uri Address, IConfiguration Settings, TimeProvider Clock, string Root, string DataFolder, Action<string> Progress)
{
    /// <summary>The address to which ACM sends a pupil back: the setting Acm:RedirectUri.</summary>
    /// <exception cref="LocalHostException">The setting isn't an absolute address.</exception>
    public Uri RedirectUri => Uri.TryCreate(Settings["Acm:RedirectUri"], UriKind.Absolute, out Uri? address)
        ? address
        : throw new LocalHostException(
            $"Acm:RedirectUri is '{Settings["Acm:RedirectUri"]}' and must be an absolute address, such as http://127.0.0.1:7071/acm/callback.");

    /// <summary>
    /// The app's address for browsers and applications. It isn't <see cref="Address"/> if the developer configured another one, such as that of a
    /// reverse proxy.
    /// </summary>
    /// <exception cref="LocalHostException">The setting Acm:RedirectUri isn't an absolute address.</exception>
    public Uri AppAddress => new(RedirectUri.GetLeftPart(UriPartial.Authority));
}

/// <param name="Settings">The settings that the service adds, such as its own address.</param>
/// <param name="Service">The service. The host disposes of it when the host ends.</param>
public sealed record StartedService(IReadOnlyDictionary<string, string?> Settings, IAsyncDisposable Service)
{
    /// <summary>The fault of this service that a developer can turn on; null if there is none.</summary>
    public SimulatedFault? Fault { get; init; }
}
