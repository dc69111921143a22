using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.Functions.Tests.Telemetry;

/// <summary>Runs a function as the worker runs it in Azure: in a span, and with a log line about its failure.</summary>
internal static class WorkerInvocation
{
    /// <summary>Runs it with the loggers and the options of a container.</summary>
    /// <exception cref="Exception">The one of the function.</exception>
    public static async Task RunAsync(IServiceProvider services, string function, Func<Task> body)
    {
        ServiceCollection worker = [];
        worker.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        worker.AddFunctionsWorkerDefaults();
        worker.AddSingleton(services.GetRequiredService<ILoggerFactory>());
        worker.AddSingleton(services.GetRequiredService<IOptions<WorkerOptions>>());
        worker.AddSingleton<FunctionExecutionDelegate>(_ => body());
        await using ServiceProvider provider = worker.BuildServiceProvider();

        // The worker keeps its application to itself.
        Type application = typeof(WorkerOptions).Assembly.GetType("Microsoft.Azure.Functions.Worker.IFunctionsApplication", throwOnError: true)!;
        await (Task)application.GetMethod("InvokeFunctionAsync")!.Invoke(provider.GetRequiredService(application), [new Context(function, provider)])!;
    }

    private sealed class Context(string function, IServiceProvider services) : FunctionContext
    {
        public override string InvocationId { get; } = Guid.NewGuid().ToString();

        public override string FunctionId => function;

        public override TraceContext TraceContext { get; } = new NoTrace();

        public override BindingContext BindingContext => throw new NotSupportedException();

        public override RetryContext RetryContext => throw new NotSupportedException();

        public override IServiceProvider InstanceServices { get; set; } = services;

        public override FunctionDefinition FunctionDefinition { get; } = new Definition(function);

        public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

        public override IInvocationFeatures Features => throw new NotSupportedException();
    }

    private sealed class NoTrace : TraceContext
    {
        public override string TraceParent => "";

        public override string TraceState => "";

        public override IReadOnlyDictionary<string, string> Attributes { get; } = new Dictionary<string, string>();
    }

    private sealed class Definition(string function) : FunctionDefinition
    {
        public override ImmutableArray<FunctionParameter> Parameters => [];

        public override string PathToAssembly => "";

        public override string EntryPoint => "";

        public override string Id => function;

        public override string Name => function;

        public override IImmutableDictionary<string, BindingMetadata> InputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
    }
}
