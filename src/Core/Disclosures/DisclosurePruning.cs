using LeerId.Runs;
using LeerId.Storage;
using Microsoft.Extensions.Logging;

namespace LeerId.Disclosures;

/// <summary>
/// Prunes disclosures that were released or withdrawn. One that is requested, or being released, is open and stays. A draft counts as closed since its last
/// change.
/// </summary>
internal sealed partial class DisclosurePruning(DisclosureRows rows, DisclosureDrafts drafts, ILogger<DisclosurePruning> logger) : IPrunedRecords
{
    public TableName Table => TableName.Disclosures;

    public async Task PruneAsync(DateTimeOffset closedBefore, RunCounts counts, CancellationToken cancellationToken)
    {
        await foreach (Disclosure disclosure in rows.ListClosedAsync(cancellationToken))
        {
            if ((disclosure.Release?.At ?? disclosure.Withdrawal?.At) is not { } closedAt || closedAt >= closedBefore)
                continue;
            counts.AddExamined();
            await counts.TryAsync(
                () => counts.DeleteAsync(() => rows.TryDeleteAsync(disclosure, cancellationToken)),
                exception => LogNotDeleted(disclosure.Id, exception), cancellationToken);
        }

        foreach (DisclosureDraft draft in (await drafts.ListAsync(cancellationToken)).Where(draft => draft.ChangedAt < closedBefore))
        {
            counts.AddExamined();
            await counts.TryAsync(
                () => counts.DeleteAsync(() => drafts.DiscardAsync(draft.Id, cancellationToken)),
                exception => LogNotDeleted(draft.Id, exception), cancellationToken);
        }
    }

    [LoggerMessage(
        EventId = 9111, Level = LogLevel.Error,
        Message = "Disclosure {Id} is past its retention period and could not be pruned; the next run does it")]
    private partial void LogNotDeleted(string id, Exception exception);
}
