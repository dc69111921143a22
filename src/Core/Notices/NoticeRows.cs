using Azure;
using Azure.Data.Tables;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>The table of notices: a row for each mailing. One that can't be read is logged and left out, so that it stops nothing else.</summary>
public sealed partial class NoticeRows([FromKeyedServices(StorageAccount.Students)] StorageAccount storage, ILogger<NoticeRows> logger)
{
    private const string PoisonPartition = "poison";
    private const string Attempt = "Attempt";
    private const string RequestId = "RequestId";
    private const string RequestHash = "RequestHash";

    // Half of what a property of a row holds.
    internal const int LongestText = 30_000;

    private readonly StorageTable _table = storage.Table(TableName.Notices);

    /// <summary>Adds a row; false when there is one already.</summary>
    internal async Task<(bool Added, ETag ETag)> AddAsync(
        NoticeReference reference, NoticeContent content, DateTimeOffset now, IReadOnlyList<NoticeRecipient> recipients, string? reportedBy,
        NoticePupil? pupil, IdempotencyMark? mark, CancellationToken cancellationToken)
    {
        string attempt = Guid.NewGuid().ToString("N");
        TableEntity entity = new(NoticeReference.KeyOf(reference.Kind), RowKey(reference))
        {
            [Attempt] = attempt,
            [nameof(Notice.State)] = nameof(NoticeState.Registered),
            [nameof(Notice.RegisteredAt)] = now,
            ["Recipients"] = string.Join(' ', recipients),
            [nameof(Notice.AuthorityNotifiedAt)] = (content as BreachContent)?.AuthorityNotifiedAt,
            [nameof(Notice.ReportedBy)] = reportedBy,
            [nameof(Notice.AuthorityRecordedBy)] = content is BreachContent { AuthorityNotifiedAt: not null } ? reportedBy : null,
            ["AuthorityMissing"] = content is BreachContent { AuthorityNotifiedAt: null },
        };
        if (pupil is not null)
            NoticeRow.Write(entity, pupil);
        if (mark is not null)
            (entity[RequestId], entity[RequestHash]) = (mark.Id, mark.BodyHash);
        EntityContent.Write(entity, NoticeJson.Write(content));

        TableClient table = await _table.GetAsync(cancellationToken);
        if (await table.TryAddAsync(entity, cancellationToken) is { } added)
            return (true, added);
        // If the attempt is this one, the row is from a first try whose answer was lost.
        TableEntity there = await table.GetEntityAsync<TableEntity>(entity.PartitionKey, entity.RowKey, [Attempt], cancellationToken);
        return (there.GetString(Attempt) == attempt, there.ETag);
    }

    /// <summary>The mark of the request that stored a row; null when there is no row, or it was stored without one.</summary>
    internal async Task<IdempotencyMark?> FindMarkAsync(NoticeReference reference, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            NoticeReference.KeyOf(reference.Kind), RowKey(reference), [RequestId, RequestHash], cancellationToken);
        return found.HasValue && found.Value!.GetString(RequestId) is { } id && found.Value.GetString(RequestHash) is { } hash
            ? new IdempotencyMark(id, hash) : null;
    }

    /// <summary>The row; null when there is none that can be read.</summary>
    public async Task<Notice?> FindAsync(NoticeReference reference, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            NoticeReference.KeyOf(reference.Kind), RowKey(reference), cancellationToken: cancellationToken);
        if (!found.HasValue)
            return null;
        if (StoredRow.TryRead(found.Value!, NoticeRow.Read, out Notice? notice))
            return notice;
        LogFaulty(found.Value!);
        return null;
    }

    /// <summary>The rows of a kind, by number.</summary>
    public IAsyncEnumerable<Notice> ListAsync(NoticeKind kind, CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {NoticeReference.KeyOf(kind)}"), cancellationToken);

    /// <summary>A notice with everything under its number, in no order; nothing when there is none.</summary>
    public IAsyncEnumerable<Notice> ListAsync(NoticeReference notice, CancellationToken cancellationToken)
    {
        string kind = NoticeReference.KeyOf(notice.Kind), first = FirstPart(notice), past = PastParts(notice);
        return QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {kind} and (RowKey eq {notice.Number} or (RowKey ge {first} and RowKey lt {past}))"),
            cancellationToken);
    }

    /// <summary>The rows of a kind that not every recipient has.</summary>
    public IAsyncEnumerable<Notice> ListUnsentAsync(NoticeKind kind, CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {NoticeReference.KeyOf(kind)} and State ne {nameof(NoticeState.Sent)}"), cancellationToken);

    /// <summary>The breaches without a recorded notification to the authority.</summary>
    public IAsyncEnumerable<Notice> ListWithoutAuthorityAsync(CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {NoticeReference.KeyOf(NoticeKind.Breach)} and AuthorityMissing eq true"), cancellationToken);

    /// <summary>Changes some properties if the row is as it was read; false when it is not.</summary>
    public async Task<bool> TryMergeAsync(NoticeReference reference, ETag eTag, Dictionary<string, object?> changes, CancellationToken cancellationToken)
    {
        TableEntity entity = new(NoticeReference.KeyOf(reference.Kind), RowKey(reference));
        foreach ((string name, object? value) in changes)
            entity[name] = value;
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryMergeAsync(entity, eTag, cancellationToken) is not null;
    }

    /// <summary>Keeps a message that names no notice.</summary>
    public async Task KeepPoisonAsync(string messageId, string message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string rowKey = string.Concat(messageId.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        TableEntity entity = new(PoisonPartition, rowKey)
        {
            ["At"] = now,
            [nameof(Notice.PoisonMessage)] = Shortened(message),
        };
        await table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    internal static string Shortened(string message) => message.Length <= LongestText ? message : message[..LongestText];

    private static string RowKey(NoticeReference reference) =>
        reference.Part.Length == 0 ? reference.Number : $"{FirstPart(reference)}{reference.Part}";

    // The mark comes after every character a part can have.
    private static string FirstPart(NoticeReference reference) => $"{reference.Number}{NoticeRow.PartMark}";

    private static string PastParts(NoticeReference reference) => $"{FirstPart(reference)}{NoticeRow.PartMark}";

    private IAsyncEnumerable<Notice> QueryAsync(string filter, CancellationToken cancellationToken) =>
        _table.QueryAsync(filter, NoticeRow.Read, LogFaulty, cancellationToken);

    private void LogFaulty(TableEntity row) => LogFaulty(row.PartitionKey, PlainText.Header(row.RowKey));

    [LoggerMessage(EventId = 4013, Level = LogLevel.Error, Message = "The row {Partition} / {Row} of the table Notices can't be read and is left out")]
    private partial void LogFaulty(string partition, string row);
}
