using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeerId.Calendar;
using LeerId.Runs;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeerId.PrivacyLog;

/// <summary>Deletes the privacy log's entries past their term, by whole days (protocol, article 6). The seals of those days stay.</summary>
public sealed partial class PrivacyLogExpiry(
    [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, DeletionRunner jobs, IOptions<PrivacyLogOptions> options,
    TimeProvider clock, ILogger<PrivacyLogExpiry> logger)
{
    /// <summary>The job's name in the runs.</summary>
    public const string Job = "ExpirePrivacyLog";

    private const int GroupSize = 100;
    private const int GroupsAtOnce = 8;

    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    private readonly StorageTable _table = storage.Table(TableName.PrivacyLog);
    private readonly CalendarPeriod _term = options.Value.Term!.Value;

    /// <summary>Deletes what is past its term. What an interrupted run left, the next one takes; two at once do no harm.</summary>
    /// <exception cref="RequestFailedException">The run could not be recorded.</exception>
    /// <exception cref="RunFailedException">Something could not be deleted; the rest is.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken)
    {
        DateOnly next = _term.LastExpired(BrusselsTime.Today(clock)).AddDays(1);
        return jobs.RunAsync(
            new Deletion(Job, TableName.PrivacyLog, new DateTimeOffset(next, TimeOnly.MinValue, TimeSpan.Zero)),
            async (counts, token) => await counts.TryAsync(() => DeleteAsync(next, counts, token), LogBrokeOff, token),
            cancellationToken);
    }

    private async Task DeleteAsync(DateOnly next, RunCounts counts, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        await Parallel.ForEachAsync(
            GroupsAsync(table, next, counts, cancellationToken),
            SideBySide.AtMost(GroupsAtOnce, cancellationToken),
            async (group, token) => await counts.DeleteAsync(group.Count, () => DeleteAsync(table, group, counts, token)));
    }

    /// <summary>The keys of what is past its term, in groups that one transaction can delete.</summary>
    private static async IAsyncEnumerable<List<TableEntity>> GroupsAsync(
        TableClient table, DateOnly next, RunCounts counts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey lt {PrivacyLogPartition.Start(next)}");
        List<TableEntity> group = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, select: Keys, cancellationToken: cancellationToken))
        {
            if (group.Count == GroupSize || (group.Count > 0 && group[0].PartitionKey != row.PartitionKey))
            {
                yield return group;
                group = [];
            }

            group.Add(row);
            counts.AddExamined();
        }

        if (group.Count > 0)
            yield return group;
    }

    private async Task<long> DeleteAsync(TableClient table, List<TableEntity> group, RunCounts counts, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                group.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
            return group.Count;
        }
        catch (TableTransactionFailedException exception) when (exception.Status == 404)
        {
            // Another run took some of them; a transaction is all or nothing, so the rest one by one.
            long deleted = 0;
            foreach (TableEntity row in group)
                deleted += await DeleteAsync(table, row, counts, cancellationToken);
            return deleted;
        }
        catch (Exception exception) when (StorageFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            LogNotDeleted(group.Count, group[0].PartitionKey, exception);
            counts.AddFailed(group.Count);
            return 0;
        }
    }

    private async Task<long> DeleteAsync(TableClient table, TableEntity row, RunCounts counts, CancellationToken cancellationToken)
    {
        bool isDeleted = false;
        await counts.TryAsync(
            async () =>
            {
                Response response = await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
                isDeleted = response.Status != 404;
            },
            exception => LogNotDeleted(1, row.PartitionKey, exception), cancellationToken);
        return isDeleted ? 1 : 0;
    }

    [LoggerMessage(
        EventId = 8001, Level = LogLevel.Error,
        Message = "{Count} entries of the privacy log past their term could not be deleted (partition {Partition}); the next run takes them up")]
    private partial void LogNotDeleted(int count, string partition, Exception exception);

    [LoggerMessage(
        EventId = 8002, Level = LogLevel.Error,
        Message = "The privacy log's entries past their term could not be listed to the end; the next run takes up the rest")]
    private partial void LogBrokeOff(Exception exception);
}
