using Azure.Data.Tables;
using LeerId.Schools;
using LeerId.Schools.Refusals;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Schools.Refusals;

/// <summary>Refused sign-ins are counted per day and school. Nothing else about them is stored.</summary>
public sealed class SchoolRefusalCounterTests(AzuriteFixture azurite)
{
    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_counted_until_the_officer_turns_it_on()
    {
        using RefusalInstance app = new(_storage);
        await app.RefuseAsync(7, "012345");
        await app.WriteAsync();
        Assert.Empty(await app.StoredAsync());

        // Earlier refusals are not counted afterwards either, because they were not kept in memory.
        await app.RefuseAsync(7, "012345");
        await app.TurnOnAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.RefuseAsync(1, "067890");
        await app.WriteAsync();
        Assert.Equal(["20260901 067890 1"], await app.StoredAsync());
    }

    [Fact]
    public async Task Refusal_counts_once_per_school_and_the_row_contains_only_the_count()
    {
        using RefusalInstance app = new(_storage);
        await app.TurnOnAsync();
        await app.RefuseAsync(3, "012345", "067890");
        await app.RefuseAsync(4, "012345", "012345");
        await app.WriteAsync();
        await app.RefuseAsync(2, "012345");
        await app.WriteAsync();

        Assert.Equal(["20260901 012345 9", "20260901 067890 3"], await app.StoredAsync());
        TableEntity row = (await app.Table.GetEntityAsync<TableEntity>("20260901", "012345", cancellationToken: Cancel)).Value;
        Assert.Equal(["Count", "LastWrite"], row.Keys.Except(["PartitionKey", "RowKey", "Timestamp", "odata.etag"]).Order());
    }

    [Fact]
    public async Task Day_is_that_of_Brussels()
    {
        using RefusalInstance app = new(_storage);
        await app.TurnOnAsync();
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 1, 21, 59, 59, TimeSpan.Zero));
        await app.RefuseAsync(1, "012345");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.RefuseAsync(2, "012345");
        await app.WriteAsync();
        Assert.Equal(["20260901 012345 1", "20260902 012345 2"], await app.StoredAsync());
    }

    [Fact]
    public async Task Counts_of_instances_that_write_at_the_same_moment_are_added_up()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 9, 1, 6, 35, 0, TimeSpan.Zero));
        RefusalInstance[] apps = [.. Enumerable.Range(0, 4).Select(_ => new RefusalInstance(_storage, clock))];
        await apps[0].TurnOnAsync();
        foreach (RefusalInstance app in apps)
        {
            await app.RefuseAsync(5, "012345");
            await app.RefuseAsync(2, "067890");
        }

        await Task.WhenAll(apps.Select(app => app.WriteAsync()));

        Assert.Equal(["20260901 012345 20", "20260901 067890 8"], await apps[0].StoredAsync());
        Array.ForEach(apps, app => app.Dispose());
    }

    [Fact]
    public async Task Write_whose_answer_is_lost_is_not_added_twice()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using RefusalInstance app = new(proxy.ConnectionString);
        await app.TurnOnAsync();
        await app.RefuseAsync(5, "012345");
        LoseOnce("POST SchoolRefusals");
        await app.WriteAsync();
        await app.RefuseAsync(3, "012345");
        LoseOnce("PUT SchoolRefusals");
        await app.WriteAsync();
        Assert.Equal(["20260901 012345 8"], await app.StoredAsync());

        void LoseOnce(string beginning)
        {
            int lost = 0;
            proxy.LosesAnswer = request => request.StartsWith(beginning, StringComparison.Ordinal) && Interlocked.Increment(ref lost) == 1;
        }
    }

    [Fact]
    public async Task Counts_that_storage_refuses_stay_for_the_next_hour()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using RefusalInstance app = new(proxy.ConnectionString);
        await app.TurnOnAsync();
        await app.RefuseAsync(5, "012345");
        await app.RefuseAsync(6, "067890");
        proxy.Intercept = request => request.Contains("067890", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        await app.WriteAsync();
        Assert.Equal(1, app.Logged(3033));
        // No count is lost when storage doesn't say whether counting is still on.
        proxy.Intercept = _ => StorageProxy.Refuse;
        await app.RefuseAsync(1, "012345");
        await app.WriteAsync();
        Assert.Equal(2, app.Logged(3033));

        proxy.Intercept = _ => null;
        await app.WriteAsync();
        Assert.Equal(["20260901 012345 6", "20260901 067890 6"], await app.StoredAsync());
    }

    [Fact]
    public async Task Memory_is_limited_and_uncounted_refusals_are_logged()
    {
        using RefusalInstance app = new(_storage);
        await app.TurnOnAsync();
        for (int number = 0; number < SchoolRefusalCounter.MaximumCounts; number += 100)
            await app.Counter.AddAsync([.. Enumerable.Range(number, 100).Select(Number)]);
        await app.Counter.AddAsync([Number(500_000), Number(1)]);
        // These counts must not be written, because that would take long.
        await app.Switch.DecideAsync(isOn: false, RefusalInstance.Officer, Cancel);
        await app.WriteAsync();

        LogEntry line = Assert.Single(app.Logs.Entries, entry => entry.EventId.Id == 3034);
        Assert.Equal("1 refused sign-ins were not counted, because the memory holds at most 10000 counts of days and schools", line.Message);

        static SchoolNumber Number(int number) =>
            SchoolNumber.TryFromNumber(number, out SchoolNumber school) ? school : throw new ArgumentOutOfRangeException(nameof(number));
    }

    [Fact]
    public async Task Running_app_writes_every_hour_and_when_it_stops()
    {
        using RefusalInstance app = new(_storage);
        await app.TurnOnAsync();
        await app.Writing.StartAsync(Cancel);
        await app.RefuseAsync(5, "012345");
        app.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(await app.StoredAsync());

        // The timer may start only after the first step of the clock.
        await Eventually.TrueAsync("the hour is written", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            return (await app.StoredAsync()).SequenceEqual(["20260901 012345 5"]);
        }, Cancel);
        await app.RefuseAsync(2, "012345");
        await app.Writing.StopAsync(Cancel);
        Assert.Equal(["20260901 012345 7"], await app.StoredAsync());
    }

    [Fact]
    public async Task Sign_in_is_not_disturbed_when_storage_does_not_answer()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using RefusalInstance app = new(proxy.ConnectionString);
        proxy.Intercept = _ => StorageProxy.Refuse;
        await app.RefuseAsync(1, "012345");
        Assert.Equal(1, app.Logged(3031));
    }
}
