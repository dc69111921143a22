using Azure;
using Azure.Data.Tables;
using LeerId.Staff;
using LeerId.Storage;
using LeerId.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>The table of notices: one row per mailing. A row that can't be read is logged and skipped.</summary>
public sealed partial class NoticeRows([FromKeyedServices(StorageAccount.Students)] StorageAccount storage, ILogger<NoticeRows> logger)
{
    private const int NotFound = 404;
    private const int ConditionNotMet = 412;
    private const string PoisonPartition = "poison";
    private const string Attempt = "Attempt";
    private const string AuthorityMissing = "AuthorityMissing";
    private const string RequestId = "RequestId";
    private const string RequestHash = "RequestHash";

    // Half of the maximum length of a string property in Table storage.
    internal const int MaxTextLength = 30_000;

    private readonly StorageTable _table = storage.Table(TableName.Notices);

    /// <summary>Adds a row; false if it exists already.</summary>
    internal async Task<(bool Added, ETag ETag)> AddAsync(
        NoticeReference reference, NoticeContent content, DateTimeOffset now, IReadOnlyList<NoticeRecipient> recipients, string? reportedBy,
        NoticePupil? pupil, IdempotencyMark? mark, CancellationToken cancellationToken)
    {
        TableEntity entity = NewRow(reference, content, now, recipients, reportedBy);
        if (pupil is not null)
            NoticeRow.Write(entity, pupil);
        if (mark is not null)
            (entity[RequestId], entity[RequestHash]) = (mark.Id, mark.BodyHash);
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryAddAsync(entity, cancellationToken) is { } added
            ? (true, added)
            : await FindOwnAsync(table, entity, cancellationToken) is { } own ? (true, own) : (false, default);
    }

    /// <summary>
    /// Changes the row of a breach if it hasn't changed since it was read, and adds a row under its number, in one transaction. Null if it has changed.
    /// </summary>
    /// <param name="breach">The breach that the caller read.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="isClosed">Whether the breach is closed after the change.</param>
    /// <param name="part">The reference of the added row.</param>
    /// <param name="partContent">The content of the added row.</param>
    /// <param name="now">The current moment, UTC.</param>
    /// <param name="changedBy">The object id of the member of staff who makes the change.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The ETag of the added row.</returns>
    internal async Task<ETag?> TryChangeBreachAsync(
        Notice breach, BreachContent content, bool isClosed, NoticeReference part, NoticeContent partContent, DateTimeOffset now, string changedBy,
        CancellationToken cancellationToken)
    {
        TableEntity row = new(NoticeReference.KeyOf(NoticeKind.Breach), RowKey(breach.Reference))
        {
            [nameof(Notice.Version)] = breach.Version + 1,
            [NoticeRow.IsClosed] = isClosed,
            [AuthorityMissing] = content.IsAuthorityMissing && !isClosed,
        };
        if (isClosed)
            (row[nameof(Notice.ClosedAt)], row[nameof(Notice.ClosedBy)]) = (now, changedBy);
        EntityContent.Write(row, NoticeJson.Write(content));
        TableEntity added = NewRow(part, partContent, now, NoticeRegister.Both, changedBy);
        TableClient table = await _table.GetAsync(cancellationToken);
        try
        {
            Response<IReadOnlyList<Response>> answers = await table.SubmitTransactionAsync(
                [new(TableTransactionActionType.UpdateMerge, row, breach.ETag), new(TableTransactionActionType.Add, added)], cancellationToken);
            return answers.Value[1].Headers.ETag ?? ETag.All;
        }
        catch (RequestFailedException exception) when (exception.Status is NotFound or ConditionNotMet || StorageFault.IsAlreadyThere(exception))
        {
            ETag? own = await FindOwnAsync(table, added, cancellationToken);
            // The key of the added row contains the version, so only this same change can have added it.
            if (own is null && StorageFault.IsAlreadyThere(exception))
                throw;
            return own;
        }
    }

    private static TableEntity NewRow(
        NoticeReference reference, NoticeContent content, DateTimeOffset now, IReadOnlyList<NoticeRecipient> recipients, string? reportedBy)
    {
        TableEntity entity = new(NoticeReference.KeyOf(reference.Kind), RowKey(reference))
        {
            [Attempt] = Guid.NewGuid().ToString("N"),
            [nameof(Notice.State)] = nameof(NoticeState.Registered),
            [nameof(Notice.RegisteredAt)] = now,
            ["Recipients"] = string.Join(' ', recipients),
            [nameof(Notice.ReportedBy)] = reportedBy,
            [AuthorityMissing] = content is BreachContent { IsAuthorityMissing: true },
        };
        EntityContent.Write(entity, NoticeJson.Write(content));
        return entity;
    }

    // If the attempt id is the same, an earlier attempt stored the row and its response was lost.
    private static async Task<ETag?> FindOwnAsync(TableClient table, TableEntity added, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> existing = await table.GetEntityIfExistsAsync<TableEntity>(
            added.PartitionKey, added.RowKey, [Attempt], cancellationToken);
        return existing.HasValue && existing.Value!.GetString(Attempt) == added.GetString(Attempt) ? existing.Value.ETag : null;
    }

    /// <summary>Finds the idempotency mark of the request that stored a row; null if there is no row, or if it has no mark.</summary>
    internal async Task<IdempotencyMark?> FindMarkAsync(NoticeReference reference, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            NoticeReference.KeyOf(reference.Kind), RowKey(reference), [RequestId, RequestHash], cancellationToken);
        return found.HasValue && found.Value!.GetString(RequestId) is { } id && found.Value.GetString(RequestHash) is { } hash
            ? new IdempotencyMark(id, hash) : null;
    }

    /// <summary>Finds a row; null if there is none, or if it can't be read.</summary>
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

    /// <summary>Lists the rows of a kind, sorted by number.</summary>
    public IAsyncEnumerable<Notice> ListAsync(NoticeKind kind, CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {NoticeReference.KeyOf(kind)}"), cancellationToken);

    /// <summary>Lists a notice with everything under its number, in no order; empty if there is none.</summary>
    public IAsyncEnumerable<Notice> ListAsync(NoticeReference notice, CancellationToken cancellationToken) =>
        QueryAsync(FilterWithParts(NoticeReference.KeyOf(notice.Kind), notice.Number), cancellationToken);

    /// <summary>The filter for the rows of a notice: its own, and everything under its number.</summary>
    internal static string FilterWithParts(string kind, string number)
    {
        // The mark sorts after every character that a part can contain.
        string first = $"{number}{NoticeRow.PartMark}", past = $"{first}{NoticeRow.PartMark}";
        return TableClient.CreateQueryFilter($"PartitionKey eq {kind} and (RowKey eq {number} or (RowKey ge {first} and RowKey lt {past}))");
    }

    /// <summary>Lists the rows of a kind that some recipient still lacks.</summary>
    public IAsyncEnumerable<Notice> ListUnsentAsync(NoticeKind kind, CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {NoticeReference.KeyOf(kind)} and State ne {nameof(NoticeState.Sent)}"), cancellationToken);

    /// <summary>Lists the rows of all kinds that some recipient still lacks. A row that isn't mailed has no state, and the query leaves it out.</summary>
    public IAsyncEnumerable<Notice> ListUnsentAsync(CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"State ne {nameof(NoticeState.Sent)} and State ge {""}"), cancellationToken);

    /// <summary>Lists the breaches without a recorded notification to the authority.</summary>
    public IAsyncEnumerable<Notice> ListWithoutAuthorityAsync(CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {NoticeReference.KeyOf(NoticeKind.Breach)} and AuthorityMissing eq true"), cancellationToken);

    /// <summary>Changes some properties if the row hasn't changed since it was read; false if it has.</summary>
    public async Task<bool> TryMergeAsync(NoticeReference reference, ETag eTag, Dictionary<string, object?> changes, CancellationToken cancellationToken)
    {
        TableEntity entity = new(NoticeReference.KeyOf(reference.Kind), RowKey(reference));
        foreach ((string name, object? value) in changes)
            entity[name] = value;
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryMergeAsync(entity, eTag, cancellationToken) is not null;
    }

    /// <summary>The filter for messages that named no notice and were stored before a moment.</summary>
    internal static string PoisonFilter(DateTimeOffset before) => TableClient.CreateQueryFilter($"PartitionKey eq {PoisonPartition} and At lt {before}");

    /// <summary>Stores a message that names no notice.</summary>
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

    internal static string Shortened(string message) => message.Length <= MaxTextLength ? message : message[..MaxTextLength];

    private static string RowKey(NoticeReference reference) =>
        reference.Part.Length == 0 ? reference.Number : $"{reference.Number}{NoticeRow.PartMark}{reference.Part}";

    private IAsyncEnumerable<Notice> QueryAsync(string filter, CancellationToken cancellationToken) =>
        _table.QueryAsync(filter, NoticeRow.Read, LogFaulty, cancellationToken);

    private void LogFaulty(TableEntity row) => LogFaulty(row.PartitionKey, PlainText.Header(row.RowKey));

    [LoggerMessage(EventId = 4013, Level = LogLevel.Error, Message = "The row {Partition} / {Row} of the table Notices can't be read and is left out")]
    private partial void LogFaulty(string partition, string row);
}
