using LeerId.Runs;
using Microsoft.Extensions.Logging;

namespace LeerId.Archive;

/// <summary>
/// Copies the sealed days of the privacy log and the records to blob containers in which nothing can be changed or deleted before its term (protocol,
/// article 6; docs/adr/0020). The pupils' data are never copied.
/// </summary>
public sealed partial class NightlyArchive(
    RecordArchiver records, LogArchiver log, ArchiveStore store, JobRunner jobs, TimeProvider clock, ILogger<NightlyArchive> logger)
{
    /// <summary>The job's name in the runs.</summary>
    public const string Job = "WriteArchive";

    /// <summary>The time after its start during which a run starts new parts of the log. The host kills a function after five minutes (host.json).</summary>
    public static readonly TimeSpan WritingTime = TimeSpan.FromMinutes(3.5);

    /// <summary>
    /// Archives what is new or changed. The next run continues if this one runs out of time or is interrupted. Simultaneous runs are harmless. The run's
    /// record contains the manifests' names and hashes, and a manifest contains the hash of each file.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">The run could not be recorded.</exception>
    /// <exception cref="RunFailedException">Something could not be archived; the next run retries it.</exception>
    /// <exception cref="InvalidDataException">The newest manifest can't be read.</exception>
    public Task<RunRecord> RunAsync(CancellationToken cancellationToken)
    {
        ArchiveRun run = ArchiveRun.Begin(clock.GetUtcNow());
        long start = clock.GetTimestamp();
        return jobs.RunAsync(
            Job, cutOff: null, ground: null,
            async (counts, token) =>
            {
                await AddAsync(ArchiveContainer.Records, run, counts, previous => records.ArchiveAsync(run, previous, counts, token), token);
                await AddAsync(ArchiveContainer.Log, run, counts, previous => log.ArchiveAsync(run, previous, IsOver, counts, token), token);
            },
            cancellationToken);

        bool IsOver() => clock.GetElapsedTime(start) >= WritingTime;
    }

    // If one container fails, the other one is still archived.
    private async Task AddAsync(
        ArchiveContainer container, ArchiveRun run, RunCounts counts, Func<StoredManifest?, Task<ArchiveManifest?>> archive,
        CancellationToken cancellationToken)
    {
        try
        {
            await counts.TryAsync(
                async () =>
                {
                    StoredManifest? previous = await store.NewestManifestAsync(container, run.At, cancellationToken);
                    if (await archive(previous) is not { } manifest)
                        return;
                    ArchiveReference added = await store.AddManifestAsync(container, run, manifest, cancellationToken);
                    counts.AddFile(new RunFile($"{container.Name}/{added.Name}", added.Sha256));
                    long rows = manifest.Files.Sum(file => file.Rows);
                    // A person who can write to storage can't change the application's log, so this line reveals a manifest that is replaced later.
                    LogArchived(container.Name, manifest.Files.Count, rows, added.Name, added.Sha256);
                },
                exception => LogFailed(container.Name, exception),
                cancellationToken);
        }
        catch (Exception exception)
        {
            LogFailed(container.Name, exception);
            throw;
        }
    }

    [LoggerMessage(
        EventId = 8101, Level = LogLevel.Information,
        Message = "Archived in the container {Container}: {Files} files with {Rows} rows, manifest {Manifest}, hash {Hash}")]
    private partial void LogArchived(string container, int files, long rows, string manifest, string hash);

    [LoggerMessage(
        EventId = 8102, Level = LogLevel.Error, Message = "Archiving to the container {Container} was interrupted; the next run archives the rest")]
    private partial void LogFailed(string container, Exception exception);
}
