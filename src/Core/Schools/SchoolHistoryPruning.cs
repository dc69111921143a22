using Azure.Data.Tables;
using LeerId.Runs;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools;

/// <summary>Deletes entries of the history of schools after their retention period, which starts at the moment of the change.</summary>
public sealed partial class SchoolHistoryPruning(
    [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, ILogger<SchoolHistoryPruning> logger) : IPrunedRecords
{
    private readonly StorageTable _history = storage.Table(TableName.SchoolHistory);

    /// <inheritdoc />
    public TableName Table => TableName.SchoolHistory;

    /// <inheritdoc />
    public Task PruneAsync(DateTimeOffset closedBefore, RunCounts counts, CancellationToken cancellationToken) => _history.PruneAsync(
        TableClient.CreateQueryFilter($"At lt {closedBefore}"), _ => true, counts, LogNotDeleted, cancellationToken);

    [LoggerMessage(EventId = 3017, Level = LogLevel.Error, Message = "An entry of the history of schools could not be deleted; the next run retries it")]
    private partial void LogNotDeleted(Exception exception);
}
