namespace LeerId.Storage;

/// <summary>Limits how many requests one piece of work has with storage at the same time.</summary>
internal static class SideBySide
{
    public static ParallelOptions AtMost(int requests, CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = requests, CancellationToken = cancellationToken };
}
