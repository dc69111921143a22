using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeerId.Platform;

namespace LeerId.Notices;

/// <summary>The table of notices: a row for each mailing.</summary>
internal sealed class NoticeRows(StorageAccount storage)
{
    private const string PoisonPartition = "poison";
    private const string Attempt = "Attempt";

    // What one property and one row of the table hold at most.
    private const int PieceBytes = 64 * 1024;
    internal const int LongestText = 30_000;
    private const char PartMark = '~';

    private readonly StorageTable _table = storage.Table("Notices");

    /// <summary>Adds a row; false when there is one already.</summary>
    public async Task<(bool Added, ETag ETag)> AddAsync(
        NoticeReference reference, NoticeContent content, DateTimeOffset now, IReadOnlyList<NoticeRecipient> recipients, CancellationToken cancellationToken)
    {
        string attempt = Guid.NewGuid().ToString("N");
        TableEntity entity = new(NoticeReference.KeyOf(reference.Kind), RowKey(reference))
        {
            [Attempt] = attempt,
            [nameof(Notice.State)] = nameof(NoticeState.Registered),
            [nameof(Notice.RegisteredAt)] = now,
            ["Recipients"] = string.Join(' ', recipients),
            [nameof(Notice.AuthorityNotifiedAt)] = (content as BreachContent)?.AuthorityNotifiedAt,
            ["AuthorityMissing"] = content is BreachContent { AuthorityNotifiedAt: null },
        };
        byte[] json = NoticeJson.Write(content);
        int pieces = 0;
        for (int from = 0; from < json.Length; from += PieceBytes)
            entity[$"Content{pieces++}"] = json[from..Math.Min(from + PieceBytes, json.Length)];
        entity["Pieces"] = pieces;

        TableClient table = await _table.GetAsync(cancellationToken);
        try
        {
            Response response = await table.AddEntityAsync(entity, cancellationToken);
            return (true, response.Headers.ETag ?? ETag.All);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // Perhaps this very row: stored by a first try whose answer was lost.
            TableEntity there = await table.GetEntityAsync<TableEntity>(entity.PartitionKey, entity.RowKey, [Attempt], cancellationToken);
            return (there.GetString(Attempt) == attempt, there.ETag);
        }
    }

    /// <summary>The row; null when there is none.</summary>
    public async Task<Notice?> FindAsync(NoticeReference reference, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            NoticeReference.KeyOf(reference.Kind), RowKey(reference), cancellationToken: cancellationToken);
        return found.HasValue ? FromEntity(found.Value!) : null;
    }

    /// <summary>The rows of a kind, oldest number first.</summary>
    public IAsyncEnumerable<Notice> ListAsync(NoticeKind kind, CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {NoticeReference.KeyOf(kind)}"), cancellationToken);

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
        try
        {
            TableClient table = await _table.GetAsync(cancellationToken);
            await table.UpdateEntityAsync(entity, eTag, TableUpdateMode.Merge, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            return false;
        }
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

    internal static string SentProperty(NoticeRecipient recipient) => $"SentTo{recipient}";

    private static string RowKey(NoticeReference reference) =>
        reference.Part.Length == 0 ? reference.Number : $"{reference.Number}{PartMark}{reference.Part}";

    private async IAsyncEnumerable<Notice> QueryAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return FromEntity(entity);
    }

    private static Notice FromEntity(TableEntity entity)
    {
        string[] key = entity.RowKey.Split(PartMark, 2);
        if (!NoticeReference.TryParseKind(entity.PartitionKey, out NoticeKind kind))
            throw new InvalidDataException("A row of the table Notices is of no known kind.");
        byte[] json = [.. Enumerable.Range(0, entity.GetInt32("Pieces") ?? 0).SelectMany(piece => entity.GetBinary($"Content{piece}"))];
        return new Notice
        {
            Reference = new NoticeReference(kind, key[0], key.Length == 2 ? key[1] : ""),
            Content = NoticeJson.Read(json),
            State = Enum.Parse<NoticeState>(entity.GetString(nameof(Notice.State))),
            RegisteredAt = entity.GetDateTimeOffset(nameof(Notice.RegisteredAt))!.Value,
            QueuedAt = entity.GetDateTimeOffset(nameof(Notice.QueuedAt)),
            SentAt = entity.GetString("Recipients").Split(' ').Select(Enum.Parse<NoticeRecipient>)
                .ToDictionary(recipient => recipient, recipient => entity.GetDateTimeOffset(SentProperty(recipient))),
            AuthorityNotifiedAt = entity.GetDateTimeOffset(nameof(Notice.AuthorityNotifiedAt)),
            DelayReason = entity.GetString(nameof(Notice.DelayReason)),
            PoisonMessage = entity.GetString(nameof(Notice.PoisonMessage)),
            ClaimedBy = entity.GetString(nameof(Notice.ClaimedBy)),
            ClaimedUntil = entity.GetDateTimeOffset(nameof(Notice.ClaimedUntil)),
            ETag = entity.ETag,
        };
    }
}
