using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using LeerId.Archive;
using LeerId.Hosting;
using LeerId.Notices;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeerId.Core.Tests.Storage;

/// <summary>Tables, queues and containers are created in Development. Everywhere else the deployment creates them.</summary>
public sealed class StorageSetupTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private readonly LogCapture _logs = new();
    private ServiceProvider? _services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_development_the_first_use_creates_a_table()
    {
        string storage = azurite.NewAccount();

        await UseRunsAsync(Services("Development", storage));

        Assert.Equal(["Runs"], await TablesAsync(storage));
    }

    [Fact]
    public async Task In_development_the_first_use_creates_a_queue()
    {
        string storage = azurite.NewAccount();

        Assert.Equal(NoticeState.Queued, await ReportAsync(Services("Development", storage)));

        Assert.Equal(["dpo-notices"], await QueuesAsync(storage));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Production")]
    public async Task Elsewhere_a_missing_table_is_not_created_and_the_log_names_it(string? environment)
    {
        string storage = azurite.NewAccount();
        StorageAccount account = Services(environment, storage).GetRequiredKeyedService<StorageAccount>(StorageAccount.Students);

        foreach (TableName table in Enum.GetValues<TableName>())
            Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(async () => await account.Table(table).GetAsync(Cancel))).Status);

        Assert.Equal(
            Enum.GetNames<TableName>().Select(table => $"The table {table} does not exist. Deploy infra/bicep, which creates it"),
            MissingInLog());
        Assert.Empty(await TablesAsync(storage));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Production")]
    public async Task Elsewhere_a_missing_queue_is_not_created_and_the_log_names_it(string? environment)
    {
        string storage = azurite.NewAccount();
        await new TableServiceClient(storage).CreateTableAsync("Notices", Cancel);

        Assert.Equal(NoticeState.Registered, await ReportAsync(Services(environment, storage)));

        Assert.Equal(["The queue dpo-notices does not exist. Deploy infra/bicep, which creates it"], MissingInLog());
        Assert.Empty(await QueuesAsync(storage));
    }

    [Fact]
    public async Task In_development_the_first_use_creates_a_container()
    {
        string storage = azurite.NewAccount();

        await Services("Development", storage).GetRequiredService<NightlyArchive>().RunAsync(Cancel);

        Assert.Equal(["privacy-log", "records"], await ContainersAsync(storage));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Production")]
    public async Task Elsewhere_a_missing_container_is_not_created_and_the_log_names_it(string? environment)
    {
        string storage = azurite.NewAccount();
        await new TableServiceClient(storage).CreateTableAsync("Runs", Cancel);

        await Assert.ThrowsAsync<RunFailedException>(() => Services(environment, storage).GetRequiredService<NightlyArchive>().RunAsync(Cancel));

        Assert.Equal(
            [
                "The container records does not exist. Deploy infra/bicep, which creates it",
                "The container privacy-log does not exist. Deploy infra/bicep, which creates it",
            ],
            MissingInLog());
        Assert.Empty(await ContainersAsync(storage));
    }

    [Fact]
    public async Task The_archive_can_have_an_account_of_its_own()
    {
        string tables = azurite.NewAccount(), archive = azurite.NewAccount();
        ServiceProvider services = Services("Development", tables, KeyValuePair.Create<string, string?>("ArchiveStorage", archive));

        await services.GetRequiredService<NightlyArchive>().RunAsync(Cancel);

        Assert.Equal(["privacy-log", "records"], await ContainersAsync(archive));
        Assert.Empty(await ContainersAsync(tables));
        Assert.Empty(await TablesAsync(archive));
    }

    [Fact]
    public async Task A_table_that_is_deployed_later_is_used_without_a_restart()
    {
        string storage = azurite.NewAccount();
        ServiceProvider services = Services(environment: null, storage);
        await Assert.ThrowsAsync<RequestFailedException>(() => UseRunsAsync(services));

        await new TableServiceClient(storage).CreateTableAsync("Runs", Cancel);

        await UseRunsAsync(services);
    }

    [Fact]
    public async Task A_table_that_is_deployed_is_looked_for_once()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(await azurite.NewDeployedAccountAsync());
        ServiceProvider services = Services(environment: null, proxy.ConnectionString);

        await UseRunsAsync(services);
        await UseRunsAsync(services);

        Assert.Equal(["GET Runs()", "POST Runs", "POST Runs"], proxy.Requests);
        Assert.Empty(MissingInLog());
    }

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Task<StartedRun> UseRunsAsync(ServiceProvider services) =>
        services.GetRequiredService<RunStore>().StartAsync("Job", cutOff: null, ground: null, Cancel);

    private static async Task<NoticeState> ReportAsync(ServiceProvider services)
    {
        NoticeRegister register = services.GetRequiredService<NoticeRegister>();
        DateTimeOffset now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        QualityContent content = new() { FoundAt = now, Data = "Instellingsnummer", Problem = "Ontbreekt." };
        NoticeReference reference = Assert.IsType<NoticeOutcome.Registered>(await register.ReportAsync(content, "staff", request: null, Cancel)).Reference;
        return (await register.FindAsync(reference, Cancel))!.State;
    }

    private static async Task<string[]> TablesAsync(string storage) =>
        await new TableServiceClient(storage).QueryAsync(cancellationToken: Cancel).Select(table => table.Name).ToArrayAsync(Cancel);

    private static async Task<string[]> QueuesAsync(string storage) =>
        await new QueueServiceClient(storage).GetQueuesAsync(cancellationToken: Cancel).Select(queue => queue.Name).ToArrayAsync(Cancel);

    private static async Task<string[]> ContainersAsync(string storage) =>
        await new BlobServiceClient(storage).GetBlobContainersAsync(cancellationToken: Cancel).Select(container => container.Name).ToArrayAsync(Cancel);

    private string[] MissingInLog() => [.. _logs.Entries.Where(entry => entry.EventId.Id == 5003).Select(entry => entry.Message)];

    private ServiceProvider Services(string? environment, string storage, params KeyValuePair<string, string?>[] settings) => _services =
        new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(_logs))
            .AddLeerId(TestConfiguration.On(storage, [new("AZURE_FUNCTIONS_ENVIRONMENT", environment), .. settings]))
            .BuildServiceProvider();
}
