using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Notices;

/// <summary>A processor of which both officers have been informed (GDPR, article 28).</summary>
/// <param name="Name">The organisation.</param>
/// <param name="Service">The service that it provides.</param>
/// <param name="Country">The country code of the country where it provides the service.</param>
/// <param name="Agreement">The reference of the agreement.</param>
/// <param name="Since">The first day of the agreement.</param>
public sealed record KnownProcessor(string Name, string Service, string Country, string Agreement, DateOnly Since);

/// <summary>
/// Informs both officers when the processors change (protocol, article 9). A row of the table <c>Notices</c> has the list that the officers know. The
/// first list ever is recorded without a notice. The number of a notice is made from the row's revision and the new list, so that instances that see the
/// same change at the same time register only one notice.
/// </summary>
public sealed partial class ProcessorNotices(
    [FromKeyedServices(StorageAccount.Students)] StorageAccount storage, NoticeRegister register, ILogger<ProcessorNotices> logger)
{
    private const string Partition = "processors";
    private const string Current = "current";
    private const string Revision = "Revision";
    private const int HashLength = 16;

    private readonly StorageTable _table = storage.Table(TableName.Notices);

    /// <summary>Informs the officers of the changes since the last notice; does nothing if there are none.</summary>
    /// <param name="processors">The current processors.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RequestFailedException">Storage refused; the next call continues.</exception>
    /// <exception cref="AggregateException">Storage is unavailable: every retry failed.</exception>
    public async Task InformAsync(IReadOnlyCollection<KnownProcessor> processors, CancellationToken cancellationToken)
    {
        byte[] list = JsonSerializer.SerializeToUtf8Bytes(InOrder(processors));
        TableClient table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            NullableResponse<TableEntity> found =
                await table.GetEntityIfExistsAsync<TableEntity>(Partition, Current, cancellationToken: cancellationToken);
            if (!found.HasValue)
            {
                if (await table.TryAddAsync(Row(1, list), cancellationToken) is not null)
                    return;
                continue;
            }

            if (!StoredRow.TryRead(found.Value!, Read, out StoredList? stored))
            {
                LogUnreadable();
                return;
            }

            if (ProcessorChanges.Describe(stored.Processors, processors) is not { } description)
                return;
            string hash = Convert.ToHexStringLower(SHA256.HashData(list))[..HashLength];
            NoticeReference reference = new(NoticeKind.Change, $"verwerkers-{stored.Revision + 1}-{hash}");
            // The notice is stored before the row: if the run is killed in between, the next run finds the notice by its number.
            await register.RegisterAsync(reference, Content(description), NoticeRegister.Both, cancellationToken);
            TableEntity next = Row(stored.Revision + 1, list);
            next.ETag = found.Value!.ETag;
            if (await table.TryReplaceAsync(next, cancellationToken) is not null)
                return;
        }
    }

    private static KnownProcessor[] InOrder(IEnumerable<KnownProcessor> processors) =>
    [
        .. processors.OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Service, StringComparer.Ordinal)
            .ThenBy(one => one.Agreement, StringComparer.Ordinal).ThenBy(one => one.Country, StringComparer.Ordinal).ThenBy(one => one.Since),
    ];

    private static TableEntity Row(int revision, byte[] list)
    {
        TableEntity row = new(Partition, Current) { [Revision] = revision };
        EntityContent.Write(row, list);
        return row;
    }

    private static StoredList Read(TableEntity row) => new(
        row.GetInt32(Revision) ?? throw new InvalidDataException("The row has no Revision."),
        JsonSerializer.Deserialize<KnownProcessor[]>(EntityContent.Read(row)) ?? throw new InvalidDataException("The row has no list."));

    private static ChangeContent Content(string description) => new()
    {
        Subject = ChangeSubject.Processors,
        Description = description,
        Impact = "De software meldt dit uit zichzelf, omdat de lijst van verwerkers in haar instellingen gewijzigd is. Wat dit voor de verwerking betekent,"
            + " laat de functionaris van de dienstenleverancier weten als aanvulling bij dit nummer.",
    };

    [LoggerMessage(
        EventId = 4032, Level = LogLevel.Error,
        Message = "The row processors / current of the table Notices can't be read, so the officers are not informed of changes: remove it")]
    private partial void LogUnreadable();

    private sealed record StoredList(int Revision, KnownProcessor[] Processors);
}
