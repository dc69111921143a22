using LeerId.Hosting;
using LeerId.Runs;
using LeerId.Storage;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Runs;

/// <summary>A job does nothing if its clock differs from that of storage by more than five minutes.</summary>
public sealed class JobRunnerClockTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset OfStorage = new(2026, 9, 2, 2, 30, 0, TimeSpan.Zero);

    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public async Task Clocks_may_differ_by_five_minutes(int seconds, bool runs)
    {
        using LogCapture logs = new();
        await using ServiceProvider services = At(OfStorage.AddSeconds(seconds), logs);
        bool hasRun = false;

        Exception? failure = await Record.ExceptionAsync(() => RunAsync(services, () => hasRun = true));

        Assert.Equal((runs, !runs), (hasRun, failure is RunFailedException));
        Assert.Equal(runs ? 0 : 1, logs.Entries.Count(entry => entry.EventId.Id == 7040));
    }

    [Fact]
    public async Task Record_has_the_time_of_storage_so_that_later_runs_follow_it()
    {
        using LogCapture logs = new();
        await using ServiceProvider wrong = At(OfStorage.AddYears(4), logs), right = At(OfStorage.AddMinutes(1), logs);

        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(() => RunAsync(wrong, () => { }));
        await RunAsync(right, () => { });

        RunRecord[] runs = await right.GetRequiredService<RunStore>().ListAsync("TestJob", Cancel).ToArrayAsync(Cancel);
        Assert.Equal([OfStorage.AddMinutes(1), OfStorage], runs.Select(run => run.StartedAt));
        Assert.Equal(
            (OfStorage, OfStorage.AddYears(4), RunBlock.WrongClock, 1L, false),
            (runs[1].EndedAt!.Value, runs[1].WrongTime!.Value, runs[1].Block!.Value, runs[1].Failed, runs[1].Succeeded));
        Assert.Equal((RunBlock?)null, runs[0].Block);
        Assert.Equal("TestJob did nothing, because the clock of this instance is wrong.", failure.Message);
        Assert.EndsWith(
            "it says 2030-09-02T02:30:00Z, and the clock of storage says 2026-09-02T02:30:00Z",
            Assert.Single(logs.Entries, entry => entry.EventId.Id == 7040).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_of_storage_is_that_of_its_answers()
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddLeerId(TestConfiguration.On(_storage)).BuildServiceProvider();

        DateTimeOffset there = await services.GetRequiredService<IStorageTime>().ReadAsync(Cancel);

        Assert.InRange(there - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-30), TimeSpan.FromSeconds(30));
        Assert.True((await services.GetRequiredService<ClockCheck>().ReadAsync(Cancel)).IsRight);
    }

    [Fact]
    public async Task Job_does_nothing_if_storage_gives_no_time()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddLeerId(TestConfiguration.On(proxy.ConnectionString))
            .BuildServiceProvider();
        await services.GetRequiredService<IStorageTime>().ReadAsync(Cancel);
        proxy.InterceptQuery = query => query.Contains("PartitionKey eq ''", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        bool hasRun = false;

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => RunAsync(services, () => hasRun = true));

        Assert.False(hasRun);
    }

    private static Task<RunRecord> RunAsync(ServiceProvider services, Action work) => services.GetRequiredService<JobRunner>().RunAsync(
        "TestJob", cutOff: null, ground: null,
        (_, _) =>
        {
            work();
            return Task.CompletedTask;
        },
        Cancel);

    private ServiceProvider At(DateTimeOffset now, LogCapture logs) => new ServiceCollection()
        .AddLogging(logging => logging.AddProvider(logs))
        .AddSingleton<TimeProvider>(new FakeTimeProvider(now))
        .AddSingleton<IStorageTime>(new ClockedStorageTime(new FakeTimeProvider(OfStorage)))
        .AddLeerId(TestConfiguration.On(_storage))
        .BuildServiceProvider();
}
