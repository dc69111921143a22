using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using LeerId.Archive;
using LeerId.LocalServices;
using LeerId.Storage;
using Xunit;

namespace LeerId.Testing;

/// <summary>One Azurite for all tests of an assembly. Each test uses names or storage accounts of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int Accounts = 1000;

    private Azurite? _azurite;
    private int _accountsTaken;

    public string ConnectionString => _azurite!.ConnectionString;

    /// <summary>Makes a unique name of letters and digits, for a queue, a table or a container.</summary>
    public static string NewName(string prefix) => $"{prefix}{Guid.NewGuid():N}";

    /// <summary>Takes an empty storage account that no other test uses.</summary>
    public string NewAccount() => Interlocked.Increment(ref _accountsTaken) is var number and <= Accounts
        ? _azurite!.ExtraConnectionString(number)
        : throw new InvalidOperationException(
            $"The tests of this assembly use more than {Accounts} storage accounts. Raise {nameof(AzuriteFixture)}.{nameof(Accounts)}.");

    /// <summary>Takes a storage account that no other test uses, with the tables, queues and containers of infra/bicep, all empty.</summary>
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
