using Azure;
using Azure.Data.Tables;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.PrivacyLog;

/// <summary>
/// Reads the privacy log for a member of staff (protocol, article 6). Before the reader reads anything, it writes an entry about the reading: the person,
/// the purpose, the kind of search and the pupil. If the pupils are known only afterwards, each pupil of the page gets an entry before the page is
/// returned, so that the pupil's own log shows the reading.
/// </summary>
public sealed partial class PrivacyLogReader(
    PrivacyLogStore log, [FromKeyedServices(StorageAccount.StudentsUnattended)] StorageAccount storage, TimeProvider clock, ILogger<PrivacyLogReader> logger)
{
    /// <summary>The action in the log entry of a reading.</summary>
    public const string Action = "privacy-log-read";

    /// <summary>The action in the log entry of a download.</summary>
    public const string DownloadAction = "privacy-log-download";

    /// <summary>The maximum number of entries on a page.</summary>
    public const int MaximumPageSize = 500;

    // The number of parts of one day, when the query isn't by pupil.
    private const int QueriesAtOnce = PrivacyLogPartition.Shards;
    private const string AfterEveryRow = "~";

    // A search with few results in a long period or a busy day ends its page early, so that the page fits in the time of a request.
    private static readonly TimeSpan PageTimeout = TimeSpan.FromSeconds(20);

    private const int MaximumEntries = 20_000;
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(1);

    private readonly StorageTable _table = storage.Table(TableName.PrivacyLog);

    /// <summary>Records the reading and returns a page. Entries are ordered by day (UTC), then by part of the table, then by time.</summary>
    /// <param name="query">The selection of entries.</param>
    /// <param name="reader">The person, the role and the purpose, for the log.</param>
    /// <param name="pageSize">The maximum number of entries, from 1 to <see cref="MaximumPageSize"/>.</param>
    /// <param name="continuation">The end of the previous page; null for the first page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">There is no reader or no purpose, the purpose is too long, or the page size is out of bounds.</exception>
    /// <exception cref="RequestFailedException">Storage refused, also for a log entry: then nothing is returned.</exception>
    public async Task<PrivacyLogPage> ReadAsync(
        PrivacyLogQuery query, StaffCaller reader, int pageSize, PrivacyLogContinuation? continuation, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, MaximumPageSize);
        return await RecordedAsync(
            query, reader, Action, now => ReadPageAsync(query, pageSize, continuation?.AsOf ?? now, continuation, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Records a download and returns all entries that were found, for a file. The search stops after one minute or at 20,000 entries, so that the response
    /// fits in the time of a request. <see cref="PrivacyLogPage.Next"/> says where it stopped.
    /// </summary>
    /// <param name="query">The selection of entries.</param>
    /// <param name="reader">The person, the role and the purpose, for the log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">There is no reader or no purpose, or the purpose is too long.</exception>
    /// <exception cref="RequestFailedException">Storage refused, also for a log entry: then nothing is returned.</exception>
    public Task<PrivacyLogPage> DownloadAsync(PrivacyLogQuery query, StaffCaller reader, CancellationToken cancellationToken) =>
        RecordedAsync(query, reader, DownloadAction, now => ReadAllAsync(query, now, cancellationToken), cancellationToken);

    /// <summary>
    /// Reads everything about a pupil, and writes no log entry: the caller must record the purpose before. The search stops after one minute or at 20,000
    /// entries, so that the response fits in the time of a request.
    /// </summary>
    /// <param name="query">The entries about a pupil.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The entries; <see cref="PrivacyLogPage.Next"/> is null when these are all.</returns>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer after all retries.</exception>
    internal Task<PrivacyLogPage> ReadAllAsync(PrivacyLogQuery query, CancellationToken cancellationToken) =>
        ReadAllAsync(query, clock.GetUtcNow(), cancellationToken);

    private async Task<PrivacyLogPage> ReadAllAsync(PrivacyLogQuery query, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        List<PrivacyLogEntry> entries = [];
        int unreadable = 0;
        PrivacyLogContinuation? after = null;
        do
        {
            PrivacyLogPage page = await ReadPageAsync(query, MaximumPageSize, asOf, after, cancellationToken);
            entries.AddRange(page.Entries);
            unreadable += page.Unreadable;
            after = page.Next;
        }
        while (after is not null && entries.Count < MaximumEntries && clock.GetElapsedTime(start) < TotalTimeout);

        return new PrivacyLogPage(entries, after, unreadable);
    }

    private async Task<PrivacyLogPage> RecordedAsync(
        PrivacyLogQuery query, StaffCaller reader, string action, Func<DateTimeOffset, Task<PrivacyLogPage>> readAsync, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentException.ThrowIfNullOrWhiteSpace(reader.ObjectId);
        ArgumentException.ThrowIfNullOrWhiteSpace(reader.Purpose);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reader.Purpose.Length, StaffCaller.MaximumPurposeLength, nameof(reader));

        bool isByPupil = query.Students.Count > 0;
        PrivacyLogEntry own = EntryOf(query, reader, action, isByPupil ? query.Students[0] : null);
        await log.AppendAsync(own, cancellationToken);

        PrivacyLogPage page = await readAsync(own.At);
        if (!isByPupil)
        {
            await log.AppendAllAsync(
                [.. page.Entries.Select(entry => entry.Student).OfType<StudentKey>().Distinct().Select(student => EntryOf(query, reader, action, student))],
                cancellationToken);
        }

        return page;
    }

    private PrivacyLogEntry EntryOf(PrivacyLogQuery query, StaffCaller reader, string action, StudentKey? student) =>
        PrivacyLogEntry.Of(reader, action, clock.GetUtcNow(), student) with { Reason = query.SearchKind };

    private async Task<PrivacyLogPage> ReadPageAsync(
        PrivacyLogQuery query, int pageSize, DateTimeOffset asOf, PrivacyLogContinuation? after, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        var parts = query.Segments(asOf)
            .Select(segment => (segment.Partition, Filter: after is { } position ? segment.FilterAfter(position.Partition, position.Row) : segment.Filter))
            .Where(part => part.Filter is not null);

        long start = clock.GetTimestamp();
        List<TableEntity> rows = [];
        PrivacyLogContinuation? reached = null;
        foreach ((string Partition, string? Filter)[] batch in parts.Chunk(QueriesAtOnce))
        {
            if (reached is not null && IsOver())
                return Page(rows, reached);

            // If one more entry than fits is found, there is a next page.
            int wanted = pageSize - rows.Count + 1;
            // The first part is read up to one row or its end, so that each page makes progress.
            (List<TableEntity> Rows, bool IsWhole)[] found = await Task.WhenAll(batch.Select((part, number) =>
                TakeAsync(table, part.Filter!, wanted, taken => IsOver() && (taken > 0 || number > 0 || reached is not null), cancellationToken)));
            for (int number = 0; number < batch.Length; number++)
            {
                rows.AddRange(found[number].Rows);
                if (rows.Count > pageSize)
                    return Page(rows[..pageSize], At(rows[pageSize - 1]));
                if (!found[number].IsWhole)
                    return Page(rows, found[number].Rows is [.., var last] ? At(last) : reached);
                reached = new PrivacyLogContinuation(asOf, batch[number].Partition, AfterEveryRow);
            }
        }

        return Page(rows, next: null);

        bool IsOver() => clock.GetElapsedTime(start) > PageTimeout;

        PrivacyLogContinuation At(TableEntity row) => new(asOf, row.PartitionKey, row.RowKey);
    }

    private PrivacyLogPage Page(List<TableEntity> rows, PrivacyLogContinuation? next)
    {
        List<PrivacyLogEntry> entries = [];
        foreach (TableEntity row in rows)
        {
            if (StoredRow.TryRead(row, PrivacyLogRow.FromEntity, out PrivacyLogEntry? entry))
                entries.Add(entry);
            else
                LogUnreadable(row.PartitionKey, row.RowKey);
        }

        return new PrivacyLogPage(entries, next, rows.Count - entries.Count);
    }

    private static async Task<(List<TableEntity> Rows, bool IsWhole)> TakeAsync(
        TableClient table, string filter, int count, Func<int, bool> isOver, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(filter, maxPerPage: count, cancellationToken: cancellationToken).AsPages())
        {
            rows.AddRange(page.Values);
            if (rows.Count >= count)
                return (rows[..count], IsWhole: true);
            if (page.ContinuationToken is not null && isOver(rows.Count))
                return (rows, IsWhole: false);
        }

        return (rows, IsWhole: true);
    }

    [LoggerMessage(
        EventId = 8013, Level = LogLevel.Error,
        Message = "A row of the privacy log is not an entry of this software and was left out of a page (partition {Partition}, row {Row}): "
            + "verify the seal of its day")]
    private partial void LogUnreadable(string partition, string row);
}

/// <summary>A page of the privacy log.</summary>
/// <param name="Entries">The entries. An empty page is not always the last one.</param>
/// <param name="Next">The start of the next page; null on the last page.</param>
/// <param name="Unreadable">The number of rows that were left out, because they are not entries of this software: somebody added or changed them.</param>
public sealed record PrivacyLogPage(IReadOnlyList<PrivacyLogEntry> Entries, PrivacyLogContinuation? Next, int Unreadable);
