using System.Text;
using LeerId.LocalHost.Engine;
using LeerId.LocalHost.Faults;
using LeerId.LocalHost.Services;
using LeerId.LocalHost.Settings;
using LeerId.LocalHost.StartPage;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Console;

namespace LeerId.LocalHost;

/// <summary>A running LocalHost with its local services and its functions. When it is disposed of, everything that it started ends.</summary>
public sealed class LocalHostApplication : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly List<SimulatedFault> _faults = [];
    private WebApplication? _web;
    private FunctionEngine? _engine;

    private LocalHostApplication(Uri address) => Address = address;

    /// <summary>The address, with the actual port.</summary>
    public Uri Address { get; }

    public IServiceProvider Services => _web!.Services;

    public IConfiguration Configuration => _web!.Configuration;

    /// <summary>The names of the functions that can run. The others are in <see cref="IndexingFailures"/>.</summary>
    public IReadOnlyList<string> Functions => [.. Engine.Functions.Select(function => function.Name)];

    internal FunctionEngine Engine => _engine!;

    public IReadOnlyList<IndexingFailure> IndexingFailures => Engine.Failures;

    /// <summary>Starts a host. When this returns, the services and the listeners run, and the seed is complete.</summary>
    /// <exception cref="LocalHostException">The address or the data folder is in use, or a setting is invalid.</exception>
    /// <exception cref="LocalServices.LocalServiceException">A local service can't start.</exception>
    public static async Task<LocalHostApplication> StartAsync(
        LocalHostOptions options, CancellationToken cancellationToken = default)
    {
        IConfigurationRoot overrides = SettingOverrides.Read(options);
        ReservedAddress address = ReservedAddress.Reserve(overrides["urls"]);
        LocalHostApplication application = new(address.Address);
        try
        {
            Dictionary<string, string?> defaults = DevelopmentSettings.For(address.Address);
            foreach ((string name, string? value) in await DevelopmentSecrets.GetAsync(options.Root, cancellationToken))
                defaults[name] = value;

            await application.StartServicesAsync(options, overrides, defaults, cancellationToken);
            await application.StartFunctionsAsync(options, overrides, defaults, address, cancellationToken);
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            address.Dispose();
            throw;
        }
    }

    /// <summary>Runs a timer function now or, if it is running, after that run has ended. Returns null if the timer doesn't exist.</summary>
    public async Task<FunctionOutcome?> FireTimerAsync(string name, CancellationToken cancellationToken = default)
    {
        TimerListener? timer = Engine.Timers.FirstOrDefault(timer => timer.Name == name);
        return timer is null ? null : await timer.FireAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out IAsyncDisposable? part))
            await part.DisposeAsync();
    }

    private async Task StartServicesAsync(
        LocalHostOptions options,
        IConfiguration overrides,
        Dictionary<string, string?> defaults,
        CancellationToken cancellationToken)
    {
        string data = Path.GetFullPath(overrides["LocalHost:DataFolder"] ?? Path.Combine(options.Root, ".local", "data"));
        foreach (ILocalService service in options.Services.Where(service => !service.IsReplacedBy(overrides)))
        {
            LocalServiceContext context = new(Address, Combine(defaults, overrides), options.TimeProvider, options.Root, data, options.Progress);
            StartedService started = await service.StartAsync(context, cancellationToken);
            _started.Push(started.Service);
            if (started.Fault is { } fault)
                _faults.Add(fault);
            foreach ((string name, string? value) in started.Settings)
                defaults[name] = value;
        }
    }

    private async Task StartFunctionsAsync(
        LocalHostOptions options,
        IConfiguration overrides,
        Dictionary<string, string?> defaults,
        ReservedAddress address,
        CancellationToken cancellationToken)
    {
        _web = Build(options, overrides, defaults, address);
        _started.Push(new StoppableWeb(_web));
        // Without this property, WebApplication would authenticate each request before its function. Azure's worker doesn't, because functions
        // authenticate requests themselves.
        ((IApplicationBuilder)_web).Properties["__AuthenticationMiddlewareSet"] = true;
        StartPageEndpoints.Map(_web);
        options.MapEndpoints?.Invoke(_web);
        _engine = FunctionEngine.Create(
            _web, options.Assemblies.SelectMany(assembly => assembly.GetTypes()).Concat(options.FunctionClasses),
            _web.Configuration.GetValue("LocalHost:MessageLease", options.MessageLease));
        _started.Push(_engine);

        if (options.SeedAsync is { } seed)
            await seed(_web.Services, cancellationToken);
        await _web.StartAsync(cancellationToken);
        if (options.ListensForTriggers)
            _engine.Start();
    }

    private WebApplication Build(
        LocalHostOptions options, IConfiguration overrides, Dictionary<string, string?> defaults, ReservedAddress address)
    {
        IConfiguration settings = Combine(defaults, overrides);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = options.Root,
            EnvironmentName = settings["AZURE_FUNCTIONS_ENVIRONMENT"],
        });
        builder.Configuration.AddConfiguration(settings);
        builder.WebHost.UseUrls().UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Kestrel must accept headers that aren't ASCII, so that the engine can reject them as the Functions host does.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.Listen(address.EndPoint);
        });
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = provider.ValidateOnBuild = options.ValidatesServices);
        builder.Services
            .Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = _ => address.Socket)
            .AddRouting()
            .AddSingleton<IHostLifetime, PassiveLifetime>()
            .AddSingleton(this)
            .AddSingleton(options.TimeProvider)
            .AddSingleton(HostJson.Read(Path.Combine(options.Root, "host.json"), settings))
            .AddSingleton<FunctionInvoker>();
        foreach (SimulatedFault fault in _faults)
            builder.Services.AddSingleton(fault);
        AddLogging(builder.Logging, options);
        options.ConfigureServices?.Invoke(builder.Services, builder.Configuration);
        builder.Services.AddSingleton<IStartPageSection, FunctionsSection>();
        return builder.Build();
    }

    private static IConfigurationRoot Combine(Dictionary<string, string?> defaults, IConfiguration overrides) =>
        new ConfigurationBuilder().AddInMemoryCollection(defaults).AddConfiguration(overrides).Build();

    private static void AddLogging(ILoggingBuilder logging, LocalHostOptions options)
    {
        if (options.LogsToConsole)
            logging.AddSimpleConsole(console => console.SingleLine = true)
                .AddFilter<ConsoleLoggerProvider>("Microsoft.AspNetCore", LogLevel.Warning)
                .AddFilter<ConsoleLoggerProvider>("System.Net.Http", LogLevel.Warning);
        if (options.LoggerProviders.Count > 0)
            logging.SetMinimumLevel(LogLevel.Trace).AddFilter<ConsoleLoggerProvider>(null, LogLevel.Information);
        foreach (ILoggerProvider provider in options.LoggerProviders)
            logging.AddProvider(provider);
    }

    // The application must be stopped before it is disposed of.
    private sealed record StoppableWeb(WebApplication Web) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Web.StopAsync();
            await Web.DisposeAsync();
        }
    }

    // A process can have several hosts, so Program handles Ctrl-C and not the host.
    private sealed class PassiveLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
