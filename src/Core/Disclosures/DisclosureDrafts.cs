using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using LeerId.Calendar;
using LeerId.Staff;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Disclosures;

/// <summary>
/// The requests that members of staff are still writing. They are kept in storage and not in the browser, so that the steps survive a reload, an expired
/// sign-in and a hand-over to a colleague.
/// </summary>
public sealed partial class DisclosureDrafts(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, IdempotencyMarks idempotency, TimeProvider clock, ILogger<DisclosureDrafts> logger)
{
    private readonly StorageTable _table = storage.Table(TableName.Disclosures);

    /// <summary>Begins a draft.</summary>
    /// <param name="request">The request as it is so far.</param>
    /// <param name="begunBy">The object id of the member of staff who begins it.</param>
    /// <param name="repeatable">The form as it was sent. The same form again gives the same draft.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task<DraftOutcome> BeginAsync(
        DisclosureRequest request, string begunBy, IdempotentRequest repeatable, CancellationToken cancellationToken)
    {
        DisclosureRequest written = DisclosureRequestRules.Completed(request);
        if (Faults(written) is { Count: > 0 } faults)
            return new DraftOutcome.Invalid(faults);
        IReadOnlyList<IdempotencyMark> marks = await idempotency.OfAsync(begunBy, "disclosures/drafts/begin", repeatable, cancellationToken);
        DisclosureDraft draft = new()
        {
            Id = marks[0].Id,
            Request = written,
            BegunBy = begunBy,
            ChangedBy = begunBy,
            ChangedAt = clock.GetUtcNow(),
        };
        TableClient table = await _table.GetAsync(cancellationToken);
        if (await table.TryAddAsync(ToEntity(draft), cancellationToken) is { } eTag)
            return new DraftOutcome.Stored(draft with { ETag = eTag });
        return await FindAsync(draft.Id, cancellationToken) is { } there ? new DraftOutcome.Stored(there) : new DraftOutcome.Unknown();
    }

    /// <summary>A draft; null when there is none that can be read.</summary>
    /// <inheritdoc cref="BeginAsync" path="/exception" />
    public async Task<DisclosureDraft?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!Ulid.TryParse(id, CultureInfo.InvariantCulture, out Ulid number))
            return null;
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {UnfinishedRows.Partition} and RowKey eq {number.ToString()}");
        return await QueryAsync(filter, cancellationToken).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Every draft. The draft that was changed last is the first.</summary>
    /// <inheritdoc cref="BeginAsync" path="/exception" />
    public async Task<IReadOnlyList<DisclosureDraft>> ListAsync(CancellationToken cancellationToken) =>
        await QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {UnfinishedRows.Partition}"), cancellationToken)
            .OrderByDescending(draft => draft.ChangedAt).ToListAsync(cancellationToken);

    /// <summary>Changes a part of a draft.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="revision">The version that the person saw.</param>
    /// <param name="change">Makes the new request from the stored one.</param>
    /// <param name="changedBy">The object id of the member of staff who changes it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <inheritdoc cref="BeginAsync" path="/exception" />
    public async Task<DraftOutcome> ChangeAsync(
        string id, string revision, Func<DisclosureRequest, DisclosureRequest> change, string changedBy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (await FindAsync(id, cancellationToken) is not { } present)
            return new DraftOutcome.Unknown();
        DisclosureRequest written = DisclosureRequestRules.Completed(change(present.Request));
        if (Faults(written) is { Count: > 0 } faults)
            return new DraftOutcome.Invalid(faults);
        if (present.Revision != revision)
            return new DraftOutcome.Changed(present);
        DisclosureDraft draft = present with { Request = written, ChangedBy = changedBy, ChangedAt = clock.GetUtcNow() };
        TableClient table = await _table.GetAsync(cancellationToken);
        TableEntity row = ToEntity(draft);
        row.ETag = present.ETag;
        if (await table.TryReplaceAsync(row, cancellationToken) is { } eTag)
            return new DraftOutcome.Stored(draft with { ETag = eTag });
        return await FindAsync(id, cancellationToken) switch
        {
            null => new DraftOutcome.Unknown(),
            // A first try stored the change, and its answer was lost.
            { } there when there.ChangedAt == draft.ChangedAt && there.ChangedBy == changedBy => new DraftOutcome.Stored(there),
            { } there => new DraftOutcome.Changed(there),
        };
    }

    /// <summary>Deletes a draft; false if it didn't exist.</summary>
    /// <inheritdoc cref="BeginAsync" path="/exception" />
    public async Task<bool> DiscardAsync(string id, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        return await table.TryDeleteAsync(UnfinishedRows.Partition, id, ETag.All, cancellationToken) == RowDeletion.Deleted;
    }

    private IReadOnlyList<UnmetCondition> Faults(DisclosureRequest request) => DisclosureRequestRules.Wrong(request, BrusselsTime.Today(clock));

    private IAsyncEnumerable<DisclosureDraft> QueryAsync(string filter, CancellationToken cancellationToken) =>
        _table.QueryAsync(filter, Read, row => LogFaulty(row.RowKey), cancellationToken);

    private static TableEntity ToEntity(DisclosureDraft draft)
    {
        TableEntity entity = new(UnfinishedRows.Partition, draft.Id)
        {
            [nameof(DisclosureDraft.BegunBy)] = draft.BegunBy,
            [nameof(DisclosureDraft.ChangedBy)] = draft.ChangedBy,
            [nameof(DisclosureDraft.ChangedAt)] = draft.ChangedAt,
        };
        EntityContent.Write(entity, JsonSerializer.SerializeToUtf8Bytes(draft.Request, DisclosureJson.Default.DisclosureRequest));
        return entity;
    }

    private static DisclosureDraft Read(TableEntity row) => new()
    {
        Id = row.RowKey,
        Request = JsonSerializer.Deserialize(EntityContent.Read(row), DisclosureJson.Default.DisclosureRequest)
            ?? throw new InvalidDataException("The request is null."),
        BegunBy = row.Text(nameof(DisclosureDraft.BegunBy)),
        ChangedBy = row.Text(nameof(DisclosureDraft.ChangedBy)),
        ChangedAt = row.Moment(nameof(DisclosureDraft.ChangedAt)),
        ETag = row.ETag,
    };

    [LoggerMessage(EventId = 9112, Level = LogLevel.Error, Message = "The draft {Row} of a disclosure can't be read and is left out")]
    private partial void LogFaulty(string row);
}
