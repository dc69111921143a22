using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>
/// The blob containers of the archive: one per retention period. infra/bicep/modules/archive-storage.bicep declares the same ones, each with an
/// immutability policy of that length. The settings <c>Archive:*Days</c> have the lengths.
/// </summary>
/// <param name="Name">The container's name.</param>
/// <param name="Tables">The tables whose rows it has.</param>
public sealed record ArchiveContainer(string Name, IReadOnlyList<TableName> Tables)
{
    /// <summary>The sealed days of the privacy log (<c>PrivacyLog:Period</c>).</summary>
    public static ArchiveContainer Log { get; } = new("privacy-log", [TableName.PrivacyLog]);

    /// <summary>The records (<c>Retention:Records:*</c>), and the seals, which hold no personal data.</summary>
    public static ArchiveContainer Records { get; } = new(
        "records",
        [
            TableName.Schools, TableName.Seals, TableName.Notices, TableName.Disclosures, TableName.Requests, TableName.Restrictions,
            TableName.Acknowledgements, TableName.SchoolHistory, TableName.Runs,
        ]);

    /// <summary>Every container.</summary>
    public static IReadOnlyList<ArchiveContainer> All { get; } = [Records, Log];

    /// <summary>
    /// The tables that no container has. A copy of the pupils' data would be older than the last sign-in (protocol, article 3), and the counts of refused
    /// sign-ins are kept for 30 days only.
    /// </summary>
    public static IReadOnlyList<TableName> NeverArchived { get; } = [TableName.Students, TableName.SchoolRefusals];

    /// <summary>
    /// Whether a table is archived as a whole whenever a row was changed, added or removed. The list of schools is: a school that was removed must not be
    /// on the list again after a restore. Of every other table the rows that changed are archived, since rows are removed from it only when their
    /// retention period is over.
    /// </summary>
    internal static bool IsWhole(TableName table) => table == TableName.Schools;
}
