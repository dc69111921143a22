using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Runs;
using LeerId.Storage;

namespace LeerId.Archive;

/// <summary>Archives the sealed days of the privacy log: one file for each of the sixteen shards of a day that has entries.</summary>
public sealed class LogArchiver(PrivacyLogDays days, SealStore seals, ArchiveStore store)
{
    // Storage limits the rows per second of one partition, and each shard needs the memory of a block.
    private const int ShardsAtOnce = 4;

    /// <summary>
    /// Archives every day since the last archived one, if that day or a later day has a seal. The name of a file identifies its shard, so that a run after
    /// an interrupted one, or simultaneous with another one, finds existing files and lists them.
    /// </summary>
    /// <param name="run">This run.</param>
    /// <param name="previous">The newest manifest of the container; null if there is none.</param>
    /// <param name="isOver">Whether no further shard may be started; the next run continues.</param>
    /// <param name="counts">Counts the archived rows.</param>
    /// <param name="cancellationToken">Ends the work; the next run continues.</param>
    /// <returns>The manifest to add; null if nothing is new.</returns>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    internal async Task<ArchiveManifest?> ArchiveAsync(
        ArchiveRun run, StoredManifest? previous, Func<bool> isOver, RunCounts counts, CancellationToken cancellationToken)
    {
        DateOnly? through = previous?.Manifest.Through;
        if ((through?.AddDays(1) ?? await days.EarliestAsync(cancellationToken)) is not { } day
            || await seals.NewestAsync(cancellationToken) is not { } newest)
        {
            return null;
        }

        // A seal of an unfinished day was made while a clock was fast.
        DateOnly last = newest < days.LastFinished() ? newest : days.LastFinished();
        Dictionary<string, ArchiveFile> listed = (previous?.Manifest.Files ?? []).ToDictionary(file => file.Name);
        ConcurrentBag<ArchiveFile> files = [];
        for (; day <= last; day = day.AddDays(1))
        {
            if (!await TryArchiveAsync(day, run, listed, files, isOver, counts, cancellationToken))
            {
                counts.SetToBeContinued();
                break;
            }

            through = day;
        }

        return files.IsEmpty ? null : new ArchiveManifest
        {
            At = run.At,
            Software = RunStore.SoftwareVersion,
            Files = [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)],
            Through = through,
            Previous = previous?.Reference,
        };
    }

    /// <summary>
    /// Archives a day; false if time ran out before the whole day was archived. Then the manifest lists the archived shards, and the next run lists them
    /// again without reading them.
    /// </summary>
    private async Task<bool> TryArchiveAsync(
        DateOnly day, ArchiveRun run, Dictionary<string, ArchiveFile> listed, ConcurrentBag<ArchiveFile> files, Func<bool> isOver, RunCounts counts,
        CancellationToken cancellationToken)
    {
        int left = PrivacyLogPartition.Shards;
        await Parallel.ForEachAsync(PrivacyLogPartition.Of(day), SideBySide.AtMost(ShardsAtOnce, cancellationToken), async (shard, token) =>
        {
            string name = $"{TableName.PrivacyLog}/{shard}.jsonl";
            ArchiveFile? file = listed.GetValueOrDefault(name);
            if (file is null && isOver())
                return;
            if ((file ?? await ArchiveAsync(shard, name, run, counts, token)) is { } archived)
                files.Add(archived);
            Interlocked.Decrement(ref left);
        });
        return left == 0;
    }

    private async Task<ArchiveFile?> ArchiveAsync(
        PrivacyLogPartition shard, string name, ArchiveRun run, RunCounts counts, CancellationToken cancellationToken)
    {
        if (await store.FindFileAsync(ArchiveContainer.Log, name, TableName.PrivacyLog, run, cancellationToken) is { } existing)
            return existing;

        using ArchiveFileWriter writer = await store.BeginFileAsync(ArchiveContainer.Log, name, TableName.PrivacyLog, run, cancellationToken);
        try
        {
            await foreach (IReadOnlyList<TableEntity> rows in days.PagesAsync(shard, after: null, cancellationToken))
            {
                foreach (TableEntity row in rows)
                    await writer.AddAsync(row, cancellationToken);
                counts.AddExamined(rows.Count);
            }

            ArchiveFile? file = await writer.CompleteAsync(cancellationToken);
            if (file is null || await writer.TryCommitAsync(cancellationToken))
                return file;
        }
        catch (RequestFailedException exception) when (ArchiveStore.IsAlreadyThere(exception))
        {
            // Another run committed the file while this one was sending its blocks.
        }

        return await store.FindFileAsync(ArchiveContainer.Log, name, TableName.PrivacyLog, run, cancellationToken);
    }
}
