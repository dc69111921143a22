using System.Reflection;

namespace LeerId.LocalHost.Engine;

/// <summary>The way to call a function. Reflection runs only once per function.</summary>
internal sealed class FunctionCall
{
    private static readonly MethodInfo OfTask = Method(nameof(TaskResultAsync));
    private static readonly MethodInfo OfValueTask = Method(nameof(ValueTaskResultAsync));

    private readonly ObjectFactory? _instance;
    private readonly MethodInvoker _method;
    private readonly Func<object?, ValueTask<object?>> _result;

    public FunctionCall(MethodInfo method)
    {
        Parameters = method.GetParameters();
        _instance = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);
        _method = MethodInvoker.Create(method);
        _result = ResultOf(method.ReturnType);
    }

    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>Creates an instance of the function's class; null for a static method.</summary>
    public object? CreateInstance(IServiceProvider services) => _instance?.Invoke(services, null);

    /// <summary>Runs the function to its end, and returns the result of its task.</summary>
    public ValueTask<object?> InvokeAsync(object? instance, object?[] arguments) => _result(_method.Invoke(instance, arguments.AsSpan()));

    private static Func<object?, ValueTask<object?>> ResultOf(Type type)
    {
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        MethodInfo? reader = definition == typeof(Task<>) ? OfTask : definition == typeof(ValueTask<>) ? OfValueTask : null;
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
