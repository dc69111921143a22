namespace LeerId.Hosting;

/// <summary>The value of a secret and the one before it. A class, not a record, so that it never prints itself.</summary>
/// <param name="current">The value in use.</param>
/// <param name="previous">The value before the last rotation; null when there is none that may still be used.</param>
public sealed class SecretVersions(string current, string? previous)
{
    /// <summary>The value in use.</summary>
    public string Current { get; } = current;

    /// <summary>The value before the last rotation; null when there is none that may still be used.</summary>
    public string? Previous { get; } = previous;
}
