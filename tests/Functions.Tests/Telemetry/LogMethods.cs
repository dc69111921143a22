using System.Reflection;
using System.Runtime.CompilerServices;
using LeerId.Functions.Provider;
using LeerId.Notices;
using LeerId.Pages;
using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.Functions.Tests.Telemetry;

/// <summary>The methods with which the app logs its events.</summary>
internal static class LogMethods
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] Types =
        [.. new[] { typeof(RunStore), typeof(Authorize), typeof(PageServices) }.SelectMany(type => type.Assembly.GetTypes())];

    /// <summary>Each method, with the id of its event.</summary>
    public static readonly (int EventId, MethodInfo Method)[] All =
    [
        .. from type in Types
           from method in type.GetMethods(Declared)
           let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
           where attribute is not null
           select (attribute.EventId, method),
    ];

    /// <summary>Each method whose event a query names, with the id of the event.</summary>
    public static IReadOnlyList<(int EventId, MethodInfo Method)> Of(IEnumerable<AlertQuery> queries)
    {
        HashSet<int> named = [.. queries.SelectMany(query => query.EventIds)];
        return [.. All.Where(logged => named.Contains(logged.EventId))];
    }

    /// <summary>Logs an event with made-up values through the class that logs it.</summary>
    public static void Call(MethodInfo method, ILoggerFactory loggers)
    {
        Type declaring = method.DeclaringType!;
        object logging = RuntimeHelpers.GetUninitializedObject(
            declaring.IsAbstract ? Types.First(type => type.IsSubclassOf(declaring) && !type.IsAbstract) : declaring);
        foreach (FieldInfo field in declaring.GetFields(Declared).Where(field => typeof(ILogger).IsAssignableFrom(field.FieldType)))
            field.SetValue(logging, Logger(field.FieldType, declaring, loggers));
        method.Invoke(logging, [.. method.GetParameters().Select(parameter => MadeUp(parameter.ParameterType))]);
    }

    private static object Logger(Type type, Type category, ILoggerFactory loggers) => type.IsGenericType
        ? Activator.CreateInstance(typeof(Logger<>).MakeGenericType(type.GenericTypeArguments), loggers)!
        : loggers.CreateLogger(category.FullName!);

    private static object? MadeUp(Type type) => type switch
    {
        _ when type == typeof(string) => "made up",
        _ when type == typeof(Exception) => new InvalidOperationException("made up"),
        _ when type == typeof(NoticeReference) => new NoticeReference(NoticeKind.Breach, "1", "herinnering-66"),
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ => throw new NotSupportedException($"No log method had a parameter of the type {type} before."),
    };
}
