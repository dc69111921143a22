namespace LeerId.Secrets;

/// <summary>The current, the previous and the next value of a secret. A class, not a record, so that it never prints itself.</summary>
/// <param name="current">The value in use.</param>
/// <param name="previous">The value before it; null when there is none that may still be used.</param>
/// <param name="next">A value that is accepted but not used yet, because not every instance has it; null when there is none.</param>
public sealed class SecretVersions(string current, string? previous, string? next = null)
{
    /// <summary>The value in use.</summary>
    public string Current { get; } = current;

    /// <summary>The value before it; null when there is none that may still be used.</summary>
    public string? Previous { get; } = previous;

    /// <summary>A value that is accepted but not used yet, because not every instance has it; null when there is none.</summary>
    public string? Next { get; } = next;

    /// <summary>The values before the previous one, the newest first; empty unless the secret was read with them.</summary>
    public IReadOnlyList<string> Older { get; init; } = [];

    internal bool IsSameAs(SecretVersions other) =>
        Current == other.Current && Previous == other.Previous && Next == other.Next && Older.SequenceEqual(other.Older);
}
