using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeerId.Hosting;
using LeerId.Students;

namespace LeerId.PrivacyLog;

/// <summary>The privacy log. Entries are added and never changed.</summary>
public sealed class PrivacyLogStore
{
    // As long as entries are kept, and some.
    private const int DaysSearched = 1100;

    private readonly StorageTable _table;
    private readonly TimeProvider _clock;

    internal PrivacyLogStore(StorageAccount storage, TimeProvider clock)
    {
        _table = storage.Table("PrivacyLog");
        _clock = clock;
    }

    /// <summary>Adds an entry.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task AppendAsync(PrivacyLogEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        TableClient table = await _table.GetAsync(cancellationToken);
        try
        {
            await table.AddEntityAsync(ToEntity(entry), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // The number is new, so it is this very entry: stored by a first try whose answer was lost.
        }
    }

    /// <summary>The entries with a support code, newest day first: one as a rule, none when the code is wrong or the entry is past its term.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<IReadOnlyList<PrivacyLogEntry>> FindAsync(SupportCode code, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        List<PrivacyLogEntry> entries = [];
        foreach (DateOnly day in code.Days(Today(), DaysSearched))
        {
            string filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {new PrivacyLogPartition(day, code.Shard).ToString()} and SupportCode eq {code.ToString()}");
            await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
                entries.Add(FromEntity(entity));
        }

        return entries;
    }

    /// <summary>The last entries of today (UTC), newest first.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<IReadOnlyList<PrivacyLogEntry>> ReadLatestAsync(int count, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string from = new PrivacyLogPartition(Today(), 0).ToString();
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {from}");
        List<PrivacyLogEntry> entries = [];
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            entries.Add(FromEntity(entity));
        return [.. entries.OrderByDescending(entry => entry.Id).Take(count)];
    }

    private DateOnly Today() => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    private static TableEntity ToEntity(PrivacyLogEntry entry)
    {
        int shard = entry.SupportCode?.Shard ?? PrivacyLogPartition.For(entry.At, entry.Student).Shard;
        PrivacyLogPartition partition = new(DateOnly.FromDateTime(entry.At.UtcDateTime), shard);
        return new TableEntity(partition.ToString(), entry.Id.ToString())
        {
            [nameof(PrivacyLogEntry.At)] = entry.At,
            [nameof(PrivacyLogEntry.Actor)] = entry.Actor,
            [nameof(PrivacyLogEntry.Action)] = entry.Action,
            [nameof(PrivacyLogEntry.Purpose)] = entry.Purpose,
            [nameof(PrivacyLogEntry.Student)] = entry.Student?.ToString(),
            [nameof(PrivacyLogEntry.Outcome)] = entry.Outcome,
            [nameof(PrivacyLogEntry.Reason)] = entry.Reason,
            [nameof(PrivacyLogEntry.SupportCode)] = entry.SupportCode?.ToString(),
        };
    }

    private static PrivacyLogEntry FromEntity(TableEntity entity) => new()
    {
        Id = Ulid.Parse(entity.RowKey, CultureInfo.InvariantCulture),
        At = entity.GetDateTimeOffset(nameof(PrivacyLogEntry.At))!.Value,
        Actor = entity.GetString(nameof(PrivacyLogEntry.Actor)),
        Action = entity.GetString(nameof(PrivacyLogEntry.Action)),
        Purpose = entity.GetString(nameof(PrivacyLogEntry.Purpose)),
        Student = StudentKey.TryParse(entity.GetString(nameof(PrivacyLogEntry.Student)), out StudentKey student) ? student : null,
        Outcome = entity.GetString(nameof(PrivacyLogEntry.Outcome)),
        Reason = entity.GetString(nameof(PrivacyLogEntry.Reason)),
        SupportCode = LeerId.PrivacyLog.SupportCode.TryParse(entity.GetString(nameof(PrivacyLogEntry.SupportCode)), out SupportCode code) ? code : null,
    };
}
