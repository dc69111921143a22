namespace Microsoft.Azure.Functions.Worker;

/// <summary>Names a function. Stand-in for the worker's own.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
