using System.Reflection;
using LeerId.LocalHost.Services;
using LeerId.LocalServices;

namespace LeerId.LocalHost;

/// <summary>The configuration of one host. By default it runs the functions of <see cref="Assemblies"/> with Azurite and a mail server.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The command line: <c>--urls</c> and any setting, <c>--Name:Part value</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Settings that take precedence over all others, including the command line.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether to read local.settings.json and the environment. Tests set it to false, so that they behave the same everywhere.</summary>
    public bool ReadsMachineSettings { get; init; } = true;

    /// <summary>The assemblies with the functions.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [];

    /// <summary>Classes with functions besides those of <see cref="Assemblies"/>.</summary>
    public IReadOnlyList<Type> FunctionClasses { get; init; } = [];

    public IReadOnlyList<ILoggerProvider> LoggerProviders { get; init; } = [];

    public bool LogsToConsole { get; init; }

    /// <summary>Receives progress messages during the start, for a waiting developer.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    /// <summary>The clock of timers and of all services that use TimeProvider. Queues use the real time, as storage does.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The folder with host.json, local.settings.json and .local.</summary>
    public string Root { get; init; } = RepositoryRoot.Find();

    /// <summary>The local services, started in this order unless the settings replace them, and ended in reverse order.</summary>
    public IReadOnlyList<ILocalService> Services { get; init; } = [new StorageEmulator(), new DevelopmentMailbox()];

    /// <summary>Registers the services of the functions.</summary>
    public Action<IServiceCollection, IConfiguration>? ConfigureServices { get; init; }

    /// <summary>Adds endpoints beside those of the functions.</summary>
    public Action<WebApplication>? MapEndpoints { get; init; }

    /// <summary>Runs before the first function, with all services of the functions.</summary>
    public Func<IServiceProvider, CancellationToken, Task>? SeedAsync { get; init; }

    /// <summary>Whether every service is validated at the start, so that a missing registration is found at once.</summary>
    public bool ValidatesServices { get; init; } = true;

    /// <summary>Whether timers run and queues are read. In Azure the host does that, not the process with the functions.</summary>
    public bool ListensForTriggers { get; init; } = true;

    /// <summary>The visibility timeout of a queue message while its function runs. It is extended repeatedly.</summary>
    public TimeSpan MessageLease { get; init; } = TimeSpan.FromMinutes(10);
}
