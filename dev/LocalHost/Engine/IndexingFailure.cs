namespace LeerId.LocalHost.Engine;

/// <summary>A function that can't run, with the reason.</summary>
public sealed record IndexingFailure(string FunctionName, string Reason);

internal sealed class IndexingException(string message) : Exception(message);
