using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using LeerId.Platform;
using Microsoft.Extensions.Logging;

namespace LeerId.Schools;

/// <summary>The table of schools with a contract.</summary>
public sealed partial class SchoolStore
{
    private const string Partition = "school";
    private const char Separator = ' ';

    private readonly StorageTable _table;
    private readonly ILogger<SchoolStore> _logger;

    internal SchoolStore(StorageAccount storage, ILogger<SchoolStore> logger)
    {
        _table = storage.Table("Schools");
        _logger = logger;
    }

    /// <summary>Stores a contract, in place of the one the school had.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async Task PutAsync(SchoolContract contract, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contract);
        TableClient table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(ToEntity(contract), TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>All contracts, past and future ones included. A row that can't be read is logged and left out.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage refused.</exception>
    /// <exception cref="AggregateException">Storage did not answer, however often it was asked.</exception>
    public async IAsyncEnumerable<SchoolContract> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            // One faulty row must not keep the pupils of all other schools out.
            if (TryRead(entity) is { } contract)
                yield return contract;
            else
                LogFaulty(entity.RowKey);
        }
    }

    private static TableEntity ToEntity(SchoolContract contract) => new(Partition, contract.Number.ToString())
    {
        [nameof(SchoolContract.Name)] = contract.Name,
        [nameof(SchoolContract.From)] = Text(contract.From),
        [nameof(SchoolContract.Until)] = contract.Until is { } until ? Text(until) : null,
        [nameof(SchoolContract.Board)] = contract.Board,
        [nameof(SchoolContract.FormerNumbers)] = string.Join(Separator, contract.FormerNumbers),
    };

    private static SchoolContract? TryRead(TableEntity entity)
    {
        try
        {
            return new SchoolContract
            {
                Number = SchoolNumber.Parse(entity.RowKey),
                Name = entity.GetString(nameof(SchoolContract.Name)) ?? "",
                From = Date(entity.GetString(nameof(SchoolContract.From)) ?? ""),
                Until = entity.GetString(nameof(SchoolContract.Until)) is { } until ? Date(until) : null,
                Board = entity.GetString(nameof(SchoolContract.Board)),
                FormerNumbers = [.. (entity.GetString(nameof(SchoolContract.FormerNumbers)) ?? "")
                    .Split(Separator, StringSplitOptions.RemoveEmptyEntries).Select(SchoolNumber.Parse)],
            };
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or InvalidCastException)
        {
            return null;
        }
    }

    private static string Text(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "The row of school {Number} can't be read and is left out")]
    private partial void LogFaulty(string number);
}
