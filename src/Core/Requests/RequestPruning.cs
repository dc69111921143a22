using Azure.Data.Tables;
using LeerId.Runs;
using LeerId.Storage;
using Microsoft.Extensions.Logging;

namespace LeerId.Requests;

/// <summary>Deletes requests of data subjects whose retention period after closing has ended.</summary>
internal sealed partial class RequestPruning(RequestRows rows, ILogger<RequestPruning> logger) : IPrunedRecords
{
    public TableName Table => TableName.Requests;

    public async Task PruneAsync(DateTimeOffset closedBefore, RunCounts counts, CancellationToken cancellationToken)
    {
        await foreach (TableEntity row in rows.ListClosedAsync(closedBefore, cancellationToken))
        {
            counts.AddExamined();
            await counts.TryAsync(
                // A closed request is not changed any more. If it was all the same, the next run looks at it again.
                () => counts.DeleteAsync(() => rows.TryDeleteAsync(row, cancellationToken)),
                exception => LogNotDeleted(row.RowKey, exception), cancellationToken);
        }
    }

    [LoggerMessage(
        EventId = 9507, Level = LogLevel.Error, Message = "Request {Number} is past its retention period and could not be deleted; the next run does it")]
    private partial void LogNotDeleted(string number, Exception exception);
}
