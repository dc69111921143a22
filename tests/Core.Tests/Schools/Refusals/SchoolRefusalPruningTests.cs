using LeerId.Runs;
using LeerId.Schools.Refusals;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools.Refusals;

/// <summary>Every night small counts are deleted, and all counts after 30 days. While counting is off, all counts are deleted.</summary>
public sealed class SchoolRefusalPruningTests(AzuriteFixture azurite)
{
    private readonly string _storage = azurite.NewAccount();

    // Half past five in the morning of 1 October in Brussels.
    private static readonly DateTimeOffset Night = new(2026, 10, 1, 3, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Counts_below_five_of_past_days_and_counts_of_thirty_days_ago_are_deleted()
    {
        using RefusalInstance app = new(_storage);
        await app.TurnOnAsync();
        app.Clock.SetUtcNow(Night);
        await app.StoreAsync(
            "20260901 012345 900", "20260902 012345 5", "20260902 067890 4", "20260930 012345 4", "20260930 067890 5", "20261001 012345 1",
            "20261001 067890 6");

        RunRecord run = await app.PruneAsync();

        Assert.Equal(["20260902 012345 5", "20260930 067890 5", "20261001 012345 1", "20261001 067890 6"], await app.StoredAsync());
        Assert.Equal((7L, 3L, 0L), (run.Examined, run.Deleted, run.Failed));
        // The moment at which 2 September began in Brussels.
        Assert.Equal(new DateTimeOffset(2026, 9, 1, 22, 0, 0, TimeSpan.Zero), run.CutOff);

        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.PruneAsync();
        Assert.Equal(["20260930 067890 5", "20261001 067890 6"], await app.StoredAsync());
    }

    [Fact]
    public async Task All_counts_are_deleted_while_counting_is_off()
    {
        using RefusalInstance app = new(_storage);
        app.Clock.SetUtcNow(Night);
        await app.StoreAsync("20260930 012345 900", "20261001 012345 900");
        Assert.Equal(2, (await app.PruneAsync()).Deleted);
        Assert.Empty(await app.StoredAsync());
    }

    [Fact]
    public async Task Unreadable_row_is_deleted_and_the_switch_is_kept()
    {
        using RefusalInstance app = new(_storage);
        await app.TurnOnAsync();
        app.Clock.SetUtcNow(Night);
        await app.StoreAsync("20260930 012345 900", "september 012345 900");
        await app.PruneAsync();
        Assert.Equal(["20260930 012345 900"], await app.StoredAsync());
        Assert.True((await app.Switch.ReadAsync(TestContext.Current.CancellationToken)).IsOn);
    }

    [Fact]
    public async Task Failure_of_storage_is_a_failed_run()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using RefusalInstance app = new(proxy.ConnectionString);
        // The rows can be counted, and the switch can't be read.
        proxy.Intercept = request => request.StartsWith("GET SchoolRefusals(P", StringComparison.Ordinal) ? StorageProxy.Refuse : null;
        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(app.PruneAsync);
        Assert.Equal((SchoolRefusalPruning.Job, 1L), (failure.Record.Job, failure.Record.Failed));
        Assert.Equal(1, app.Logged(3035));
    }
}
