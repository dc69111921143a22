namespace LeerId.LocalHost.Engine;

/// <summary>A function that doesn't run, and why.</summary>
public sealed record IndexingFailure(string FunctionName, string Reason);

internal sealed class IndexingException(string message) : Exception(message);
