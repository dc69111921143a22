namespace LeerId.Storage;

/// <summary>The rows of drafts that somebody is still writing. They are no records yet: no register shows them, and the archive leaves them out.</summary>
internal static class UnfinishedRows
{
    /// <summary>Their partition. No key of a record begins with its first character, which sorts after every letter.</summary>
    public const string Partition = "~unfinished";
}
