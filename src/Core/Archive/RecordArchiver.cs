using Azure;
using Azure.Data.Tables;
using LeerId.Runs;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Archive;

/// <summary>
/// Archives the rows of the records that are new or changed since the last run, according to storage's timestamps. Reads tables of other features, but
/// only as rows with columns, without knowing their meaning.
/// </summary>
public sealed class RecordArchiver(
    [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, ArchiveStore store, ArchiveTerms terms)
{
    /// <summary>
    /// The time before the last run from which changes are archived again. Longer than any difference between the clocks of storage and this app, and than
    /// any query. Archiving a row twice is harmless, because a restore uses the newest version of each row.
    /// </summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    // A query to storage has at most fifteen comparisons: one for the last run, and two for each renewal.
    private const int MaxRenewals = 7;

    // Earlier than the first version of this software, so no row can have changed before.
    private static readonly DateTimeOffset Beginning = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Archives every table of the container.</summary>
    /// <param name="run">This run.</param>
    /// <param name="previous">The newest manifest of the container; null if there is none, in which case everything is new.</param>
    /// <param name="counts">Counts the archived rows.</param>
    /// <param name="cancellationToken">Ends the work; the next run starts again.</param>
    /// <returns>The manifest to add; null if nothing is new.</returns>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    internal async Task<ArchiveManifest?> ArchiveAsync(
        ArchiveRun run, StoredManifest? previous, RunCounts counts, CancellationToken cancellationToken)
    {
        IReadOnlyList<ArchiveFile> formerWhole = previous?.Manifest.Whole ?? [];
        string changed = Changed(previous?.Manifest.At, run.At);
        List<ArchiveFile> files = [], whole = [];
        foreach (TableName table in ArchiveContainer.Records.Tables)
        {
            bool isWhole = ArchiveContainer.IsWhole(table);
            using ArchiveFileWriter writer = await store.BeginFileAsync(
                ArchiveContainer.Records, $"{table}/{run.Id}.jsonl", table, run, cancellationToken);
            await WriteAsync(writer, table, isWhole ? "" : changed, counts, cancellationToken);
            if (await writer.CompleteAsync(cancellationToken) is not { } file)
                continue;

            if (isWhole && formerWhole.FirstOrDefault(former => former.Table == table) is { } last && CanBeReused(last, file))
            {
                whole.Add(last);
                continue;
            }

            // No other run has this name, so an existing file is this one: the response to an earlier attempt was lost.
            await writer.TryCommitAsync(cancellationToken);
            files.Add(file);
            if (isWhole)
                whole.Add(file);
        }

        return files.Count == 0 && whole.SequenceEqual(formerWhole) ? null : new ArchiveManifest
        {
            At = run.At,
            Software = RunStore.SoftwareVersion,
            Files = files,
            Whole = whole,
            Previous = previous?.Reference,
        };
    }

    // A table that never changes needs a new file before the old one is deleted.
    private bool CanBeReused(ArchiveFile last, ArchiveFile now) => last.Sha256 == now.Sha256 && now.WrittenAt - last.WrittenAt < terms.Renewal / 2;

    private async Task WriteAsync(ArchiveFileWriter writer, TableName table, string filter, RunCounts counts, CancellationToken cancellationToken)
    {
        TableClient rows = await storage.Table(table).GetAsync(cancellationToken);
        await foreach (TableEntity row in rows.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (!ArchivedColumns.Includes(table, row))
                continue;
            await writer.AddAsync(row, cancellationToken);
            counts.AddExamined();
        }
    }

    /// <summary>
    /// The filter for rows that changed since a moment, and for unchanged rows whose file is about to be deleted. A record that still exists then is in
    /// force.
    /// </summary>
    private string Changed(DateTimeOffset? since, DateTimeOffset now)
    {
        if (since is not { } last)
            return "";

        DateTimeOffset from = last - Overlap;
        List<string> conditions = [TableClient.CreateQueryFilter($"Timestamp ge {from}")];
        for (DateTimeOffset until = now - terms.Renewal; until > Beginning && conditions.Count <= MaxRenewals; until -= terms.Renewal)
        {
            from -= terms.Renewal;
            conditions.Add(TableClient.CreateQueryFilter($"(Timestamp ge {from} and Timestamp lt {until})"));
        }

        return string.Join(" or ", conditions);
    }
}
