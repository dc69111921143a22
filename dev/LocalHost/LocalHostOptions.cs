using System.Reflection;
using LeerId.LocalHost.Services;
using LeerId.LocalServices;

namespace LeerId.LocalHost;

/// <summary>What one host runs. Without anything set: the functions of <see cref="Assemblies"/> with Azurite and a mail server.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The command line: <c>--urls</c> and any setting, <c>--Name:Part value</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Settings above all others, the command line among them.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>False: local.settings.json and the environment are left unread, so that a test is the same everywhere.</summary>
    public bool ReadsMachineSettings { get; init; } = true;

    /// <summary>Where the functions are.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [];

    /// <summary>Classes with functions besides those of <see cref="Assemblies"/>.</summary>
    public IReadOnlyList<Type> FunctionClasses { get; init; } = [];

    public IReadOnlyList<ILoggerProvider> LoggerProviders { get; init; } = [];

    public bool LogsToConsole { get; init; }

    /// <summary>Hears what is going on during the start, in sentences for who waits.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    /// <summary>The clock of timers and of whatever takes TimeProvider; queues keep to the real one, as storage does.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The folder with host.json, local.settings.json and .local.</summary>
    public string Root { get; init; } = RepositoryRoot.Find();

    /// <summary>Started in this order, each unless the settings make it unnecessary; ended in reverse.</summary>
    public IReadOnlyList<ILocalService> Services { get; init; } = [new StorageEmulator(), new DevelopmentMailbox()];

    /// <summary>Registers what the functions need.</summary>
    public Action<IServiceCollection, IConfiguration>? ConfigureServices { get; init; }

    /// <summary>Adds addresses beside those of the functions.</summary>
    public Action<WebApplication>? MapEndpoints { get; init; }

    /// <summary>Runs before the first function, with everything the functions have.</summary>
    public Func<IServiceProvider, CancellationToken, Task>? SeedAsync { get; init; }

    /// <summary>Whether every service is looked at when the host starts, so that a missing registration shows at once.</summary>
    public bool ValidatesServices { get; init; } = true;

    /// <summary>Whether timers run and queues are read. In Azure that is the host's part, not that of the process with the functions.</summary>
    public bool ListensForTriggers { get; init; } = true;

    /// <summary>How long a queue's message is hidden at a time while its function runs.</summary>
    public TimeSpan QueueLease { get; init; } = TimeSpan.FromMinutes(10);
}
