using LeerId.Runs;
using LeerId.Storage;
using LeerId.Students;

namespace LeerId.Retention;

/// <summary>Counts the snapshots. It uses the last nightly count, and reads the table only if there is none.</summary>
internal sealed class SnapshotRows(SnapshotCount count, StudentInventory students) : IRowCount
{
    public TableName Table => TableName.Students;

    public async Task<long> CountAsync(CancellationToken cancellationToken) =>
        await count.ReadAsync(cancellationToken) is { } counted ? counted.Months.Sum(month => month.Count) : await students.CountAsync(cancellationToken);
}
