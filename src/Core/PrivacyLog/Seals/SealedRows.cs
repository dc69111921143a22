using LeerId.Runs;
using LeerId.Storage;

namespace LeerId.PrivacyLog.Seals;

/// <summary>Counts the entries of the privacy log from the seals, because the log is too large to be read. Days without a seal don't count.</summary>
internal sealed class SealedRows(PrivacyLogDays days, SealStore seals) : IRowCount
{
    public TableName Table => TableName.PrivacyLog;

    // The seals of deleted days remain.
    public async Task<long> CountAsync(CancellationToken cancellationToken) => await days.EarliestAsync(cancellationToken) is { } first
        ? await seals.ListAsync(first, cancellationToken).Select(day => day.Seal?.Entries ?? 0).SumAsync(cancellationToken)
        : 0;
}
