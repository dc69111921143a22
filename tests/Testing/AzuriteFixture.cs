using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using LeerId.Archive;
using LeerId.LocalServices;
using LeerId.Storage;
using Xunit;

namespace LeerId.Testing;

/// <summary>One Azurite for a test assembly. Each test uses its own names or its own storage accounts.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int Accounts = 1000;

    private Azurite? _azurite;
    private int _accountsTaken;

    public string ConnectionString => _azurite!.ConnectionString;

    /// <summary>A unique name for a queue, table or container, of letters and digits.</summary>
    public static string NewName(string prefix) => $"{prefix}{Guid.NewGuid():N}";

    /// <summary>A storage account that no other test uses, empty.</summary>
    public string NewAccount() => Interlocked.Increment(ref _accountsTaken) is var number and <= Accounts
        ? _azurite!.ExtraConnectionString(number)
        : throw new InvalidOperationException($"All {Accounts} accounts are taken.");

    /// <summary>A storage account that no other test uses, with the tables, queues and containers that infra/bicep declares, all empty.</summary>
    public async Task<string> NewDeployedAccountAsync()
    {
        string storage = NewAccount();
        TableServiceClient tables = new(storage);
        await Task.WhenAll(Enum.GetNames<TableName>().Select(table => tables.CreateTableAsync(table)));
        QueueServiceClient queues = new(storage);
        await queues.CreateQueueAsync(QueueNames.Notices);
        await queues.CreateQueueAsync(QueueNames.PoisonNotices);
        BlobServiceClient blobs = new(storage);
        foreach (ArchiveContainer container in ArchiveContainer.All)
            await blobs.CreateBlobContainerAsync(container.Name);
        return storage;
    }

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync(new AzuriteOptions(ExtraAccounts: Accounts));

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }
}
