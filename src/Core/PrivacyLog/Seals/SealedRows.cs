using LeerId.Runs;
using LeerId.Storage;

namespace LeerId.PrivacyLog.Seals;

/// <summary>How many entries the privacy log has: the seals know it, because it is far too large to be read. Days without a seal don't count.</summary>
internal sealed class SealedRows(PrivacyLogDays days, SealStore seals) : IRowCount
{
    public TableName Table => TableName.PrivacyLog;

    // The seals of deleted days stay.
    public async Task<long> CountAsync(CancellationToken cancellationToken) => await days.EarliestAsync(cancellationToken) is { } first
        ? await seals.ListAsync(first, cancellationToken).Select(day => day.Seal?.Entries ?? 0).SumAsync(cancellationToken)
        : 0;
}
