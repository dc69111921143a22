using Azure.Data.Tables;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Schools.Import;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>
/// Decides which rows and columns are archived. A file of the archive can't be deleted for years, so it contains no names, contact details or free text of
/// requesters, and no identifier of a pupil, whether encrypted or not.
/// </summary>
internal static class ArchivedColumns
{
    // The columns that storage itself makes. A line of the archive contains them in other members.
    private static readonly HashSet<string> OfStorage = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    // A column of the requests with text or bytes is archived only if it is in this list, so that a new column is left out by default. Numbers, moments
    // and flags are archived, because nobody writes text in them.
    private static readonly HashSet<string> TextOfRequests =
        ["Kind", "ReceivedOn", "IdentityCheck", "Decision", "Proof", "Steps", "Attempt", "RequestHash"];

    // The encrypted part of a quality notice, which only DOV's officer can read, contains the uuid of a pupil.
    private static readonly HashSet<string> NotOfNotices = ["EncryptedIdentity"];

    /// <summary>The text that replaces each omitted text in a restored request, because a request without these texts can't be read.</summary>
    public const string NotArchived = "(niet gearchiveerd)";

    /// <summary>
    /// Whether a row is archived. The progress of reading unsealed days is useful only until the next run, and an uploaded list of schools only for a day.
    /// A restore must not bring back a used confirmation. A draft is not a record.
    /// </summary>
    public static bool Includes(TableName table, TableEntity row) => table switch
    {
        _ when row.PartitionKey == UnfinishedRows.Partition => false,
        TableName.Seals => row.PartitionKey != SealProgress.Partition,
        TableName.Schools => row.PartitionKey != SchoolUploads.Partition,
        TableName.Runs => row.PartitionKey != HeldDeletions.Partition,
        _ => true,
    };

    /// <summary>Whether a column belongs to the row itself, instead of to storage.</summary>
    public static bool IsOwn(string column) => !OfStorage.Contains(column);

    /// <summary>Whether a column of a row is archived.</summary>
    public static bool Includes(TableName table, string column, object value) => table switch
    {
        TableName.Requests => value is not (string or byte[] or BinaryData) || TextOfRequests.Contains(column),
        TableName.Notices => !NotOfNotices.Contains(column),
        _ => true,
    };
}
