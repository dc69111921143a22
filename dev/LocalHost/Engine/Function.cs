using System.Reflection;

namespace LeerId.LocalHost.Engine;

/// <summary>A function that can run: a method, and the parameter with its trigger.</summary>
internal abstract record Function(string Name, MethodInfo Method, ParameterInfo TriggerParameter)
{
    /// <summary>A short description of the trigger, for the start page and the log.</summary>
    public abstract string Trigger { get; }
}

/// <summary>An HTTP function. The route includes the prefix of host.json. An empty list of methods means all methods.</summary>
internal sealed record HttpFunction(
    string Name, MethodInfo Method, ParameterInfo TriggerParameter, string Route, IReadOnlyList<string> Methods)
    : Function(Name, Method, TriggerParameter)
{
    public override string Trigger =>
        $"{(Methods.Count == 0 ? "any method" : string.Join(", ", Methods).ToUpperInvariant())} /{Route}";

    /// <summary>
    /// Whether both functions have the same route template and a method in common. The Functions host compares templates as text, so two
    /// templates that only match the same addresses don't conflict.
    /// </summary>
    public bool ConflictsWith(HttpFunction other) =>
        string.Equals(Route, other.Route, StringComparison.OrdinalIgnoreCase)
        && (Methods.Count == 0 || other.Methods.Count == 0
            || Methods.Intersect(other.Methods, StringComparer.OrdinalIgnoreCase).Any());
}

internal sealed record TimerFunction(
    string Name, MethodInfo Method, ParameterInfo TriggerParameter, Schedule Schedule, bool RunOnStartup, bool IsMonitored)
    : Function(Name, Method, TriggerParameter)
{
    public override string Trigger => $"timer {Schedule}";
}

internal sealed record QueueFunction(
    string Name, MethodInfo Method, ParameterInfo TriggerParameter, string QueueName, string ConnectionString)
    : Function(Name, Method, TriggerParameter)
{
    public override string Trigger => $"queue {QueueName}";

    // The text that the compiler generates for a record would include the connection string with its key.
    public override string ToString() => $"{Name}: {Trigger}";
}
