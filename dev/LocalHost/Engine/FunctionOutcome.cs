namespace LeerId.LocalHost.Engine;

/// <summary>The outcome of an invocation.</summary>
/// <param name="Exception">The exception of the function or of the binding of its parameters; null if it succeeded.</param>
/// <param name="Value">The returned value; null if the function returned none.</param>
public sealed record FunctionOutcome(Exception? Exception, object? Value = null)
{
    public bool Succeeded => Exception is null;
}
