using Azure.Data.Tables;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Schools.Import;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>
/// Which rows and columns are archived. A file of the archive can't be deleted for years, so it has no names, no contact details and no free text of
/// requesters, and no identifier of a pupil, encrypted or not.
/// </summary>
internal static class ArchivedColumns
{
    // The columns that storage itself makes. A line of the archive has them elsewhere.
    private static readonly HashSet<string> OfStorage = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    // Of the requests, a column with text or bytes is archived only if it is in this list: a new column stays out by default. Numbers, moments and flags are
    // archived, because they hold nothing that a person wrote.
    private static readonly HashSet<string> TextOfRequests =
        ["Kind", "ReceivedOn", "IdentityCheck", "Decision", "Proof", "Steps", "Attempt", "RequestHash"];

    // The encrypted part of a quality notice, which only DOV's officer can read, holds the uuid of a pupil.
    private static readonly HashSet<string> NotOfNotices = ["EncryptedIdentity"];

    /// <summary>Replaces each text that is not archived in a restored request, because a request without these texts can't be read.</summary>
    public const string NotArchived = "(niet gearchiveerd)";

    /// <summary>
    /// Whether a row is archived. The progress of reading unsealed days is useful until the next run only, and an uploaded list of schools for a day. A
    /// restore must not bring back a confirmation that was used. What somebody is still writing is no record.
    /// </summary>
    public static bool Includes(TableName table, TableEntity row) => table switch
    {
        _ when row.PartitionKey == UnfinishedRows.Partition => false,
        TableName.Seals => row.PartitionKey != SealProgress.Partition,
        TableName.Schools => row.PartitionKey != SchoolUploads.Partition,
        TableName.Runs => row.PartitionKey != HeldDeletions.Partition,
        _ => true,
    };

    /// <summary>Whether a column is one of the row's own, and not one that storage makes.</summary>
    public static bool IsOwn(string column) => !OfStorage.Contains(column);

    /// <summary>Whether a column of a row is archived.</summary>
    public static bool Includes(TableName table, string column, object value) => table switch
    {
        TableName.Requests => value is not (string or byte[] or BinaryData) || TextOfRequests.Contains(column),
        TableName.Notices => !NotOfNotices.Contains(column),
        _ => true,
    };
}
