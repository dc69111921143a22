using Azure.Data.Tables;
using LeerId.Hosting;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Schools.Refusals;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Schools.Refusals;

/// <summary>One instance of the app, which counts refused sign-ins per school. Several can share storage and clock.</summary>
internal sealed class RefusalInstance : IDisposable
{
    public const string Officer = "00000002-0000-0000-0000-000000000001";

    private readonly ServiceProvider _services;

    public RefusalInstance(string storage, FakeTimeProvider? clock = null)
    {
        Clock = clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 9, 1, 6, 35, 0, TimeSpan.Zero));
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Logs))
            .AddTestClock(Clock)
            .AddLeerId(TestConfiguration.On(storage))
            .BuildServiceProvider();
        Table = new TableClient(storage, "SchoolRefusals");
    }

    public FakeTimeProvider Clock { get; }

    public LogCapture Logs { get; } = new();

    public TableClient Table { get; }

    public SchoolRefusalCounter Counter => Get<SchoolRefusalCounter>();

    public RefusalCountingSwitch Switch => Get<RefusalCountingSwitch>();

    /// <summary>What writes the counts while the host runs.</summary>
    public SchoolRefusalWriting Writing => _services.GetServices<IHostedService>().OfType<SchoolRefusalWriting>().Single();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task TurnOnAsync() => Switch.DecideAsync(isOn: true, Officer, Cancel);

    /// <summary>Refuses so many sign-ins of pupils with the same schools.</summary>
    public async Task RefuseAsync(int times, params string[] schools)
    {
        SchoolNumber[] numbers = [.. schools.Select(SchoolNumber.Parse)];
        for (int time = 0; time < times; time++)
            await Counter.AddAsync(numbers);
    }

    public Task WriteAsync() => Counter.WriteAsync(Cancel);

    public Task<RunRecord> PruneAsync() => Get<SchoolRefusalPruning>().RunAsync(Cancel);

    /// <summary>The counts in the table, in its order, such as <c>20260901 012345 7</c>.</summary>
    public async Task<string[]> StoredAsync()
    {
        await Table.CreateIfNotExistsAsync(Cancel);
        return [.. await Table.QueryAsync<TableEntity>("PartitionKey lt 'switch'", cancellationToken: Cancel)
            .Select(row => $"{row.PartitionKey} {row.RowKey} {row["Count"]}").ToListAsync(Cancel)];
    }

    /// <summary>Stores counts as if they had been written, each such as <c>20260901 012345 7</c>.</summary>
    public async Task StoreAsync(params string[] counts)
    {
        await Table.CreateIfNotExistsAsync(Cancel);
        foreach (string[] count in counts.Select(count => count.Split(' ')))
            await Table.AddEntityAsync(new TableEntity(count[0], count[1]) { ["Count"] = long.Parse(count[2], null) }, Cancel);
    }

    public int Logged(int eventId) => Logs.Entries.Count(entry => entry.EventId.Id == eventId);

    public void Dispose()
    {
        _services.Dispose();
        Logs.Dispose();
    }
}
