namespace LeerId.LocalHost.Engine;

/// <summary>How an invocation ended.</summary>
/// <param name="Fault">What the function, or the binding of its parameters, threw; null: it succeeded.</param>
/// <param name="Value">What it returned; null for a function that returns nothing.</param>
public sealed record FunctionOutcome(Exception? Fault, object? Value = null)
{
    public bool Succeeded => Fault is null;
}
