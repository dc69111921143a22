using Azure.Data.Tables;
using LeerId.Platform;
using LeerId.Staff;
using LeerId.Students;

namespace LeerId.PrivacyLog;

/// <summary>
/// Reads the privacy log for a member of staff (protocol, article 6). Each reading is an entry itself, written before anything is
/// read: who read, why, in which way, and about whom. Where that shows only afterwards, each pupil of the page gets an entry before
/// the page is given, so that the pupil's own log has the look.
/// </summary>
public sealed class PrivacyLogReader
{
    /// <summary>The action of the entry that a reading leaves.</summary>
    public const string Action = "privacy-log-read";

    /// <summary>How many entries a page has at most.</summary>
    public const int MaximumPageSize = 500;

    /// <summary>How long a purpose may be, in characters.</summary>
    public const int MaximumPurposeLength = 500;

    private const int QueriesAtOnce = 8;
    private const string AfterEveryRow = "~";

    // A search for something rare in a long period ends a page early, so that a page fits in the time of a request.
    private static readonly TimeSpan PagePatience = TimeSpan.FromSeconds(20);

    private readonly PrivacyLogStore _log;
    private readonly StudentKeys _keys;
    private readonly StorageTable _table;
    private readonly TimeProvider _clock;

    internal PrivacyLogReader(PrivacyLogStore log, StudentKeys keys, StorageAccount storage, TimeProvider clock)
    {
        (_log, _keys, _clock) = (log, keys, clock);
        _table = storage.Table(PrivacyLogStore.TableName);
    }

    /// <summary>Records the reading and gives a page: by day (UTC), within it by part of the table, within that by time.</summary>
    /// <param name="query">Which entries.</param>
    /// <param name="reader">Who reads, in which role, and why; goes into the log.</param>
    /// <param name="pageSize">How many entries at most, from 1 to <see cref="MaximumPageSize"/>.</param>
    /// <param name="continuation">Where the page before ended; null for the first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">There is no reader or no purpose, the purpose is too long, or the page size is out of bounds.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage refused, be it for an entry: then nothing is given.</exception>
    /// <exception cref="InvalidDataException">A row is no entry of this software.</exception>
    public async Task<PrivacyLogPage> ReadAsync(
        PrivacyLogQuery query, StaffCaller reader, int pageSize, PrivacyLogContinuation? continuation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentException.ThrowIfNullOrWhiteSpace(reader.ObjectId);
        ArgumentException.ThrowIfNullOrWhiteSpace(reader.Purpose);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reader.Purpose.Length, MaximumPurposeLength, nameof(reader));
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, MaximumPageSize);

        IReadOnlyList<StudentKey> students = query.Student is null ? [] : await _keys.AllAsync(query.Student, cancellationToken);
        PrivacyLogEntry own = EntryOf(query, reader, students.Count == 0 ? null : students[0]);
        await _log.AppendAsync(own, cancellationToken);

        PrivacyLogPage page = await ReadPageAsync(query, students, pageSize, continuation?.AsOf ?? own.At, continuation, cancellationToken);
        if (students.Count == 0)
        {
            await _log.AppendAllAsync(
                [.. page.Entries.Select(entry => entry.Student).OfType<StudentKey>().Distinct().Select(student => EntryOf(query, reader, student))], cancellationToken);
        }

        return page;
    }

    private PrivacyLogEntry EntryOf(PrivacyLogQuery query, StaffCaller reader, StudentKey? student)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        return new PrivacyLogEntry
        {
            Id = Ulid.NewUlid(now),
            At = now,
            Actor = reader.ObjectId,
            Role = reader.Role.ToText(),
            Action = Action,
            Purpose = reader.Purpose,
            Student = student,
            Outcome = "granted",
            Reason = query.Way,
        };
    }

    private async Task<PrivacyLogPage> ReadPageAsync(
        PrivacyLogQuery query, IReadOnlyList<StudentKey> students, int pageSize, DateTimeOffset asOf, PrivacyLogContinuation? after, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        var parts = query.Segments(students, asOf).SelectMany(segment => after is { } position
            ? segment.FiltersAfter(position.Partition, position.Row).Select(filter => (segment.Last, Filter: filter))
            : [(segment.Last, segment.Filter)]);

        long start = _clock.GetTimestamp();
        List<TableEntity> rows = [];
        PrivacyLogContinuation? reached = null;
        foreach ((string Last, string Filter)[] some in parts.Chunk(QueriesAtOnce))
        {
            if (reached is not null && _clock.GetElapsedTime(start) > PagePatience)
                return Page(rows, reached);

            // One more than fits: only then is there a next page.
            int wanted = pageSize - rows.Count + 1;
            foreach (List<TableEntity> found in await Task.WhenAll(some.Select(part => TakeAsync(table, part.Filter, wanted, cancellationToken))))
                rows.AddRange(found);
            if (rows.Count > pageSize)
                return Page(rows[..pageSize], new PrivacyLogContinuation(asOf, rows[pageSize - 1].PartitionKey, rows[pageSize - 1].RowKey));
            reached = new PrivacyLogContinuation(asOf, some[^1].Last, AfterEveryRow);
        }

        return Page(rows, next: null);
    }

    private static PrivacyLogPage Page(List<TableEntity> rows, PrivacyLogContinuation? next) => new([.. rows.Select(PrivacyLogRow.FromEntity)], next);

    private static async Task<List<TableEntity>> TakeAsync(TableClient table, string filter, int count, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, maxPerPage: count, cancellationToken: cancellationToken))
        {
            rows.Add(row);
            if (rows.Count == count)
                break;
        }

        return rows;
    }
}

/// <summary>A page of the privacy log.</summary>
/// <param name="Entries">The entries; none is no sign of the end.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record PrivacyLogPage(IReadOnlyList<PrivacyLogEntry> Entries, PrivacyLogContinuation? Next);
