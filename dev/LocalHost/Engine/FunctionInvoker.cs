using System.Collections.Concurrent;
using System.Reflection;

namespace LeerId.LocalHost.Engine;

/// <summary>
/// The input of one invocation: the trigger's value in the requested type, and other values by name, such as route values or a message's
/// properties (null if the name doesn't exist).
/// </summary>
internal sealed record Invocation(
    Func<Type, object?> TriggerValue, Func<string, string?> NamedValue, CancellationToken Cancelled);

/// <summary>Runs a function on a new instance of its class. If it throws an exception, that is logged and returned in the outcome.</summary>
internal sealed class FunctionInvoker(
    IServiceScopeFactory scopes, HostJson hostJson, ILogger<FunctionInvoker> logger)
{
    private readonly ConcurrentDictionary<MethodInfo, FunctionCall> _calls = new();

    public async Task<FunctionOutcome> InvokeAsync(Function function, Invocation invocation)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await InvokeAsync(function, invocation, scope.ServiceProvider);
    }

    public async Task<FunctionOutcome> InvokeAsync(Function function, Invocation invocation, IServiceProvider services)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(invocation.Cancelled);
        if (hostJson.FunctionTimeout is { } timeout)
            limit.CancelAfter(timeout);

        object? instance = null;
        try
        {
            FunctionCall call = _calls.GetOrAdd(function.Method, method => new FunctionCall(method));
            object?[] arguments = Arguments(function, call.Parameters, invocation, limit.Token);
            instance = call.CreateInstance(services);
            return new FunctionOutcome(Exception: null, await call.InvokeAsync(instance, arguments));
        }
        catch (OperationCanceledException exception) when (invocation.Cancelled.IsCancellationRequested)
        {
            EngineLog.Cancelled(logger, function.Name);
            return new FunctionOutcome(exception);
        }
        catch (Exception exception)
        {
            EngineLog.Failed(logger, function.Name, exception);
            return new FunctionOutcome(exception);
        }
        finally
        {
            await DisposeAsync(instance);
        }
    }

    private static object?[] Arguments(
        Function function, IReadOnlyList<ParameterInfo> parameters, Invocation invocation, CancellationToken cancellationToken)
    {
        object?[] arguments = new object?[parameters.Count];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = Argument(function, parameters[i], invocation, cancellationToken);
        return arguments;
    }

    private static object? Argument(
        Function function, ParameterInfo parameter, Invocation invocation, CancellationToken cancellationToken)
    {
        Type type = parameter.ParameterType;
        try
        {
            if (type == typeof(CancellationToken))
                return cancellationToken;
            if (parameter == function.TriggerParameter || (function is HttpFunction && type == typeof(HttpRequest)))
                return invocation.TriggerValue(type);
            if (invocation.NamedValue(parameter.Name!) is { } text)
                return ValueConverter.FromText(text, type);
        }
        catch (BindingException exception)
        {
            throw new BindingException($"Parameter '{parameter.Name}' can't be bound: {exception.Message}");
        }

        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;

        return type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? throw new BindingException($"Parameter '{parameter.Name}' got no value. Give it a default, or make it nullable.")
            : null;
    }

    private static async ValueTask DisposeAsync(object? instance)
    {
        if (instance is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else if (instance is IDisposable disposable)
            disposable.Dispose();
    }
}
