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
    private const int NotFound = 404;
    private const int ConditionNotMet = 412;
    private const string PoisonPartition = "poison";
    private const string Attempt = "Attempt";
    private const string AuthorityMissing = "AuthorityMissing";
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
    /// Changes the row of a breach if it is as it was read, and adds a row under its number: both or neither. Null when the breach is not as it was read.
    /// </summary>
    /// <param name="breach">The breach as it was read.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="isClosed">Whether it is closed from now on.</param>
    /// <param name="part">The reference of the added row.</param>
    /// <param name="partContent">What the added row says.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="changedBy">Who makes the change: the object id of a member of staff.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The state of the added row.</returns>
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
            // The version is in the key of the added row, so nothing else than this very change can have added it.
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

    // If the attempt is this one, the row is from a first try whose answer was lost.
    private static async Task<ETag?> FindOwnAsync(TableClient table, TableEntity added, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> there = await table.GetEntityIfExistsAsync<TableEntity>(
            added.PartitionKey, added.RowKey, [Attempt], cancellationToken);
        return there.HasValue && there.Value!.GetString(Attempt) == added.GetString(Attempt) ? there.Value.ETag : null;
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
    public IAsyncEnumerable<Notice> ListAsync(NoticeReference notice, CancellationToken cancellationToken) =>
        QueryAsync(FilterWithParts(NoticeReference.KeyOf(notice.Kind), notice.Number), cancellationToken);

    /// <summary>The rows of a notice: its own, and everything under its number.</summary>
    internal static string FilterWithParts(string kind, string number)
    {
        // The mark comes after every character a part can have.
        string first = $"{number}{NoticeRow.PartMark}", past = $"{first}{NoticeRow.PartMark}";
        return TableClient.CreateQueryFilter($"PartitionKey eq {kind} and (RowKey eq {number} or (RowKey ge {first} and RowKey lt {past}))");
    }

    /// <summary>The rows of a kind that not every recipient has.</summary>
    public IAsyncEnumerable<Notice> ListUnsentAsync(NoticeKind kind, CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {NoticeReference.KeyOf(kind)} and State ne {nameof(NoticeState.Sent)}"), cancellationToken);

    /// <summary>The rows of all kinds that not every recipient has. A row that is not mailed has no state, and the query leaves it out.</summary>
    public IAsyncEnumerable<Notice> ListUnsentAsync(CancellationToken cancellationToken) => QueryAsync(
        TableClient.CreateQueryFilter($"State ne {nameof(NoticeState.Sent)} and State ge {""}"), cancellationToken);

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

    /// <summary>The messages that named no notice and were kept before a moment.</summary>
    internal static string PoisonFilter(DateTimeOffset before) => TableClient.CreateQueryFilter($"PartitionKey eq {PoisonPartition} and At lt {before}");

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
        reference.Part.Length == 0 ? reference.Number : $"{reference.Number}{NoticeRow.PartMark}{reference.Part}";

    private IAsyncEnumerable<Notice> QueryAsync(string filter, CancellationToken cancellationToken) =>
        _table.QueryAsync(filter, NoticeRow.Read, LogFaulty, cancellationToken);

    private void LogFaulty(TableEntity row) => LogFaulty(row.PartitionKey, PlainText.Header(row.RowKey));

    [LoggerMessage(EventId = 4013, Level = LogLevel.Error, Message = "The row {Partition} / {Row} of the table Notices can't be read and is left out")]
    private partial void LogFaulty(string partition, string row);
}
