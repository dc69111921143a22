namespace LeerId.LocalHost.Engine;

/// <summary>The functions of one host, and the listeners of their timers and queues.</summary>
internal sealed class FunctionEngine : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly FunctionIndex _index;
    private readonly List<TimerListener> _timers;
    private readonly List<QueueListener> _queues;

    private FunctionEngine(FunctionIndex index, List<TimerListener> timers, List<QueueListener> queues)
    {
        (_index, _timers, _queues) = (index, timers, queues);
    }

    public IReadOnlyList<Function> Functions => _index.Functions;

    public IReadOnlyList<IndexingFailure> Failures => _index.Failures;

    public IReadOnlyList<TimerListener> Timers => _timers;

    /// <summary>Maps the HTTP functions, and creates a listener for each timer and queue. These don't run before <see cref="Start"/>.</summary>
    public static FunctionEngine Create(WebApplication app, IEnumerable<Type> functionTypes, TimeSpan messageLease)
    {
        IServiceProvider services = app.Services;
        HostJson hostJson = services.GetRequiredService<HostJson>();
        FunctionIndex index = FunctionIndex.Of(functionTypes, app.Configuration, hostJson);
        MapHttp(app, index);

        FunctionEngine engine = new(
            index,
            [.. index.Functions.OfType<TimerFunction>().Select(function =>
                ActivatorUtilities.CreateInstance<TimerListener>(services, function))],
            [.. index.Functions.OfType<QueueFunction>().Select(function => new QueueListener(
                function,
                services.GetRequiredService<FunctionInvoker>(),
                hostJson.Queues,
                messageLease,
                services.GetRequiredService<ILogger<QueueListener>>()))]);

        ILogger logger = services.GetRequiredService<ILogger<FunctionEngine>>();
        foreach (Function function in index.Functions)
            EngineLog.Indexed(logger, function.Name, function.Trigger);
        foreach (IndexingFailure failure in index.Failures)
            EngineLog.NotIndexed(logger, failure.FunctionName, failure.Reason);
        return engine;
    }

    public void Start()
    {
        foreach (TimerListener timer in _timers)
            timer.Start();
        foreach (QueueListener queue in _queues)
            queue.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(
            [.. _timers.Select(timer => timer.StopAsync(StopTimeout)), .. _queues.Select(queue => queue.StopAsync(StopTimeout))]);
        foreach (IAsyncDisposable listener in (IEnumerable<IAsyncDisposable>)[.. _timers, .. _queues])
            await listener.DisposeAsync();
    }

    private static void MapHttp(WebApplication app, FunctionIndex index)
    {
        HttpFunctions http = ActivatorUtilities.CreateInstance<HttpFunctions>(app.Services);
        List<Endpoint> endpoints = [];
        foreach (HttpFunction function in index.Functions.OfType<HttpFunction>().ToArray())
        {
            try
            {
                endpoints.Add(http.Endpoint(function));
            }
            catch (IndexingException exception)
            {
                index.Remove(function, exception.Message);
            }
        }

        ((IEndpointRouteBuilder)app).DataSources.Add(new DefaultEndpointDataSource(endpoints));
    }
}
