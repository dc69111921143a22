using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>
/// The blob containers of the archive: one per retention period. infra/bicep/modules/archive-storage.bicep declares the same containers, each with an
/// immutability policy of that length. The settings <c>Archive:*Days</c> contain the lengths.
/// </summary>
/// <param name="Name">The container's name.</param>
/// <param name="Tables">The tables whose rows it contains.</param>
public sealed record ArchiveContainer(string Name, IReadOnlyList<TableName> Tables)
{
    /// <summary>The sealed days of the privacy log (<c>PrivacyLog:Period</c>).</summary>
    public static ArchiveContainer Log { get; } = new("privacy-log", [TableName.PrivacyLog]);

    /// <summary>The records (<c>Retention:Records:*</c>), and the seals, which contain no personal data.</summary>
    public static ArchiveContainer Records { get; } = new(
        "records",
        [
            TableName.Schools, TableName.Seals, TableName.Notices, TableName.Disclosures, TableName.Requests, TableName.Restrictions,
            TableName.Acknowledgements, TableName.SchoolHistory, TableName.Runs,
        ]);

    /// <summary>All containers.</summary>
    public static IReadOnlyList<ArchiveContainer> All { get; } = [Records, Log];

    /// <summary>
    /// The tables that are never archived. A copy of the pupils' data would be kept after its retention period (protocol, article 3), and the counts of
    /// refused sign-ins are kept for 30 days only.
    /// </summary>
    public static IReadOnlyList<TableName> NeverArchived { get; } = [TableName.Students, TableName.SchoolRefusals];

    /// <summary>
    /// Whether a table is archived as a whole whenever a row was changed, added or removed. This applies to the list of schools: a removed school must not
    /// return after a restore. Of other tables only the changed rows are archived, because their rows are deleted only after their retention period.
    /// </summary>
    internal static bool IsWhole(TableName table) => table == TableName.Schools;
}
