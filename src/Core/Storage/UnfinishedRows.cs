namespace LeerId.Storage;

/// <summary>Rows of what somebody is still writing. They are no records yet: no register shows them, and the archive leaves them out.</summary>
internal static class UnfinishedRows
{
    /// <summary>Their partition. A key of a record never has its first character, which comes after every letter.</summary>
    public const string Partition = "~unfinished";
}
