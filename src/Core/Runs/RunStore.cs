using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Runs;

/// <summary>The table of runs, newest first.</summary>
public sealed class RunStore([FromKeyedServices(StorageAccount.Students)] StorageAccount storage, TimeProvider clock)
{
    /// <summary>The version of this software.</summary>
    internal static readonly string SoftwareVersion =
        typeof(RunStore).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private readonly StorageTable _table = storage.Table(TableName.Runs);

    /// <summary>Records that a run starts, so that a run that is killed leaves a trace too.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="cutOff">The moment before which the run deletes data, UTC; null when the job has none.</param>
    /// <param name="ground">The ground for that cut-off; null when the job has one ground only.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="RequestFailedException">Storage refused: a run without a record must not begin.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<StartedRun> StartAsync(string job, DateTimeOffset? cutOff, string? ground, CancellationToken cancellationToken)
    {
        RunRecord record = new() { Job = job, StartedAt = clock.GetUtcNow(), CutOff = cutOff, Ground = ground, Version = SoftwareVersion };
        return new StartedRun(record, await AddAsync(record, cancellationToken));
    }

    /// <summary>Records that a run did not begin, because the clock of this instance is wrong.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="ground">The ground of the run; null when the job has one ground only.</param>
    /// <param name="clocks">The times of both clocks.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    internal async Task<RunRecord> AddWithWrongClockAsync(string job, string? ground, ClockReading clocks, CancellationToken cancellationToken)
    {
        RunRecord record = new()
        {
            Job = job,
            StartedAt = clocks.Storage,
            EndedAt = clocks.Storage,
            Ground = ground,
            Failed = 1,
            Block = RunBlock.WrongClock,
            WrongTime = clocks.Here,
            Version = SoftwareVersion,
        };
        await AddAsync(record, cancellationToken);
        return record;
    }

    /// <summary>Records how a run ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="counts">Adds what it did to the record.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="RequestFailedException">Storage refused; the record stays without an end.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async Task<RunRecord> EndAsync(StartedRun run, Func<RunRecord, RunRecord> counts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(counts);
        RunRecord record = counts(run.Record) with { EndedAt = clock.GetUtcNow() };
        TableClient table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(ToEntity(record, run.RowKey), TableUpdateMode.Replace, cancellationToken);
        return record;
    }

    /// <summary>The runs of a job, newest first.</summary>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async IAsyncEnumerable<RunRecord> ListAsync(string job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {job}");
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return FromEntity(entity);
    }

    /// <summary>The runs of a job that started since a moment, newest first.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="since">The moment, UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    public async IAsyncEnumerable<RunRecord> ListAsync(string job, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        // Keys are inverted, so a run that started one tick earlier has a key after this one.
        string past = Inverted(since.AddTicks(-1));
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {job} and RowKey lt {past}");
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return FromEntity(entity);
    }

    private async Task<string> AddAsync(RunRecord record, CancellationToken cancellationToken)
    {
        // The end of the key is random, because two instances can start at the same moment.
        string rowKey = $"{Inverted(record.StartedAt)}-{Guid.NewGuid():N}";
        TableClient table = await _table.GetAsync(cancellationToken);
        // The key is unique, so a row with it is this record, from an earlier attempt whose response was lost.
        await table.TryAddAsync(ToEntity(record, rowKey), cancellationToken);
        return rowKey;
    }

    // The moment is inverted, so that the newest run sorts first.
    private static string Inverted(DateTimeOffset moment) => (long.MaxValue - moment.UtcTicks).ToString("d19", CultureInfo.InvariantCulture);

    private static TableEntity ToEntity(RunRecord record, string rowKey) => new(record.Job, rowKey)
    {
        [nameof(RunRecord.StartedAt)] = record.StartedAt,
        [nameof(RunRecord.EndedAt)] = record.EndedAt,
        [nameof(RunRecord.CutOff)] = record.CutOff,
        [nameof(RunRecord.Ground)] = record.Ground,
        [nameof(RunRecord.Examined)] = record.Examined,
        [nameof(RunRecord.Deleted)] = record.Deleted,
        [nameof(RunRecord.Wiped)] = record.Wiped,
        [nameof(RunRecord.Queued)] = record.Queued,
        [nameof(RunRecord.Failed)] = record.Failed,
        [nameof(RunRecord.ToBeContinued)] = record.ToBeContinued,
        [nameof(RunRecord.Counted)] = record.Counted,
        [nameof(RunRecord.ConfirmedBy)] = record.ConfirmedBy,
        [nameof(RunRecord.Block)] = record.Block?.ToString(),
        [nameof(RunRecord.WrongTime)] = record.WrongTime,
        [RunFile.Column] = RunFile.ToColumn(record.Files),
        [RunTally.Column] = RunTally.ToColumn(record.Tallies),
        [nameof(RunRecord.Version)] = record.Version,
    };

    private static RunRecord FromEntity(TableEntity entity) => new()
    {
        Job = entity.PartitionKey,
        StartedAt = entity.GetDateTimeOffset(nameof(RunRecord.StartedAt))!.Value,
        EndedAt = entity.GetDateTimeOffset(nameof(RunRecord.EndedAt)),
        CutOff = entity.GetDateTimeOffset(nameof(RunRecord.CutOff)),
        Ground = entity.GetString(nameof(RunRecord.Ground)),
        Examined = entity.GetInt64(nameof(RunRecord.Examined)) ?? 0,
        Deleted = entity.GetInt64(nameof(RunRecord.Deleted)) ?? 0,
        Wiped = entity.GetInt64(nameof(RunRecord.Wiped)) ?? 0,
        Queued = entity.GetInt64(nameof(RunRecord.Queued)) ?? 0,
        Failed = entity.GetInt64(nameof(RunRecord.Failed)) ?? 0,
        ToBeContinued = entity.GetBoolean(nameof(RunRecord.ToBeContinued)) ?? false,
        Counted = entity.GetInt64(nameof(RunRecord.Counted)),
        ConfirmedBy = entity.GetString(nameof(RunRecord.ConfirmedBy)),
        Block = Enum.TryParse(entity.GetString(nameof(RunRecord.Block)), out RunBlock block) ? block : null,
        WrongTime = entity.GetDateTimeOffset(nameof(RunRecord.WrongTime)),
        Files = RunFile.FromColumn(entity.GetString(RunFile.Column)),
        Tallies = RunTally.FromColumn(entity.GetString(RunTally.Column)),
        Version = entity.GetString(nameof(RunRecord.Version)) ?? "",
    };
}

/// <summary>A run that has started and not ended.</summary>
/// <param name="Record">Its record so far.</param>
/// <param name="RowKey">The row key of the record.</param>
public sealed record StartedRun(RunRecord Record, string RowKey);
