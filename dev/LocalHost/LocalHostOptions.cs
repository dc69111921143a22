using System.Reflection;
using LeerId.LocalHost.Services;
using LeerId.LocalServices;

namespace LeerId.LocalHost;

/// <summary>The configuration of one host. By default it runs the functions of <see cref="Assemblies"/> with Azurite and a mail server.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The command line: <c>--urls</c>, and any setting in the form <c>--Name:Part value</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Settings that take precedence over all others, including the command line.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether to read local.settings.json and the environment. Tests set it to false, so that they don't depend on the machine.</summary>
    public bool ReadsMachineSettings { get; init; } = true;

    /// <summary>The assemblies with the functions.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [];

    /// <summary>Classes with functions besides those of <see cref="Assemblies"/>.</summary>
    public IReadOnlyList<Type> FunctionClasses { get; init; } = [];

    /// <summary>Loggers besides the console. If there are any, they get all entries from level Trace.</summary>
    public IReadOnlyList<ILoggerProvider> LoggerProviders { get; init; } = [];

    public bool LogsToConsole { get; init; }

    /// <summary>Receives progress messages during the start, for a waiting developer.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    /// <summary>The clock of timer functions and of all services that use TimeProvider. Queues use the real time, because storage does.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The folder with host.json, local.settings.json and .local.</summary>
    public string Root { get; init; } = RepositoryRoot.Find();

    /// <summary>
    /// The local services, in the order in which they start. They end in reverse order. A service doesn't start if the settings configure
    /// another one instead.
    /// </summary>
    public IReadOnlyList<ILocalService> Services { get; init; } = [new StorageEmulator(), new DevelopmentMailbox()];

    /// <summary>Registers the services that the functions need.</summary>
    public Action<IServiceCollection, IConfiguration>? ConfigureServices { get; init; }

    /// <summary>Adds endpoints that aren't functions.</summary>
    public Action<WebApplication>? MapEndpoints { get; init; }

    /// <summary>Adds the first data. It runs before any function can run.</summary>
    public Func<IServiceProvider, CancellationToken, Task>? SeedAsync { get; init; }

    /// <summary>Whether to validate every registered service during the start, so that a missing registration is found at once.</summary>
    public bool ValidatesServices { get; init; } = true;

    /// <summary>Whether timers run and queues are read. In Azure the Functions host does that, outside the process of the functions.</summary>
    public bool ListensForTriggers { get; init; } = true;

    /// <summary>
    /// How long a received queue message stays hidden from other receivers. While its function runs, the time is extended repeatedly.
    /// </summary>
    public TimeSpan MessageLease { get; init; } = TimeSpan.FromMinutes(10);
}
