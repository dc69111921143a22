using System.Reflection;

namespace LeerId.LocalHost.Engine;

/// <summary>Calls a function. It reads the method by reflection once, and not at each call.</summary>
internal sealed class FunctionCall
{
    private static readonly MethodInfo TaskReader = Method(nameof(TaskResultAsync));
    private static readonly MethodInfo ValueTaskReader = Method(nameof(ValueTaskResultAsync));

    private readonly ObjectFactory? _factory;
    private readonly MethodInvoker _method;
    private readonly Func<object?, ValueTask<object?>> _resultReader;

    public FunctionCall(MethodInfo method)
    {
        Parameters = method.GetParameters();
        _factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);
        _method = MethodInvoker.Create(method);
        _resultReader = ResultReaderOf(method.ReturnType);
    }

    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>Creates an instance of the function's class; null for a static method.</summary>
    public object? CreateInstance(IServiceProvider services) => _factory?.Invoke(services, null);

    /// <summary>Runs the function, awaits its task if it returns one, and returns the result.</summary>
    public ValueTask<object?> InvokeAsync(object? instance, object?[] arguments) => _resultReader(_method.Invoke(instance, arguments.AsSpan()));

    private static Func<object?, ValueTask<object?>> ResultReaderOf(Type type)
    {
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        MethodInfo? reader = definition == typeof(Task<>) ? TaskReader : definition == typeof(ValueTask<>) ? ValueTaskReader : null;
        return reader is not null
            ? reader.MakeGenericMethod(type.GetGenericArguments()).CreateDelegate<Func<object?, ValueTask<object?>>>()
            : UntypedResultAsync;
    }

    private static MethodInfo Method(string name) => typeof(FunctionCall).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static async ValueTask<object?> TaskResultAsync<T>(object? returned) => returned is Task<T> task ? await task : null;

    private static async ValueTask<object?> ValueTaskResultAsync<T>(object? returned) => await (ValueTask<T>)returned!;

    private static async ValueTask<object?> UntypedResultAsync(object? returned)
    {
        switch (returned)
        {
            case Task task:
                await task;
                return null;
            case ValueTask task:
                await task;
                return null;
            default:
                return returned;
        }
    }
}
