using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using LeerId.Hosting;

namespace LeerId.Schools;

/// <summary>The table of schools with a contract.</summary>
public sealed class SchoolStore
{
    private const string Partition = "school";
    private const char Separator = ' ';

    private readonly StorageTable _table;

    internal SchoolStore(StorageAccount storage) => _table = storage.Table("Schools");

    /// <summary>Stores a contract, in place of the one the school had.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused or did not answer.</exception>
    public async Task PutAsync(SchoolContract contract, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contract);
        TableClient table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(ToEntity(contract), TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>All contracts, past and future ones included.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused or did not answer.</exception>
    public async IAsyncEnumerable<SchoolContract> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return FromEntity(entity);
    }

    private static TableEntity ToEntity(SchoolContract contract) => new(Partition, contract.Number.ToString())
    {
        [nameof(SchoolContract.Name)] = contract.Name,
        [nameof(SchoolContract.From)] = Text(contract.From),
        [nameof(SchoolContract.Until)] = contract.Until is { } until ? Text(until) : null,
        [nameof(SchoolContract.Board)] = contract.Board,
        [nameof(SchoolContract.FormerNumbers)] = string.Join(Separator, contract.FormerNumbers),
    };

    private static SchoolContract FromEntity(TableEntity entity) => new()
    {
        Number = SchoolNumber.Parse(entity.RowKey),
        Name = entity.GetString(nameof(SchoolContract.Name)) ?? "",
        From = Date(entity.GetString(nameof(SchoolContract.From))),
        Until = entity.GetString(nameof(SchoolContract.Until)) is { } until ? Date(until) : null,
        Board = entity.GetString(nameof(SchoolContract.Board)),
        FormerNumbers = [.. (entity.GetString(nameof(SchoolContract.FormerNumbers)) ?? "")
            .Split(Separator, StringSplitOptions.RemoveEmptyEntries).Select(SchoolNumber.Parse)],
    };

    private static string Text(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
