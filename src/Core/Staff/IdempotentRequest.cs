namespace LeerId.Staff;

/// <summary>
/// The key and the body of a request. They identify the request if a member of staff repeats it because the response was lost. A class, not a record,
/// so that it never prints itself.
/// </summary>
/// <param name="key">The key that the caller chose: 1 to <see cref="MaximumKeyLength"/> characters.</param>
/// <param name="body">The body, in UTF-8.</param>
public sealed class IdempotentRequest(string key, ReadOnlyMemory<byte> body)
{
    /// <summary>The maximum length of a key, in characters.</summary>
    public const int MaximumKeyLength = 128;

    /// <summary>The key that the caller chose.</summary>
    public string Key { get; } = key;

    /// <summary>The body, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;
}
