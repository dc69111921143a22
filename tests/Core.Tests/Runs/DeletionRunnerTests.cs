using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Core.Tests.Runs;

/// <summary>A run deletes nothing if it would delete more than a fifth of a table and more than 1,000 rows.</summary>
public sealed class DeletionRunnerTests(AzuriteFixture azurite)
{
    private readonly string _storage = azurite.NewAccount();

    [Theory]
    [InlineData(0, 1000, false)]
    [InlineData(0, 1001, true)]
    [InlineData(4_999, 1000, false)]
    [InlineData(5_000, 1001, true)]
    [InlineData(5_005, 1001, false)]
    [InlineData(10_000, 2000, false)]
    [InlineData(10_000, 2001, true)]
    [InlineData(10_004, 2001, true)]
    [InlineData(10_005, 2001, false)]
    public async Task Run_is_held_if_it_would_delete_over_a_fifth_of_the_previous_count_and_over_a_thousand(long counted, long rows, bool isHeld)
    {
        // The current number of rows doesn't matter.
        using DeletionRig rig = new(_storage, present: 1_000_000);
        await rig.CountBeforeAsync(counted);

        Exception? failure = await Record.ExceptionAsync(() => rig.RunAsync(rows));

        Assert.Equal(isHeld, failure is RunFailedException);
        Assert.Equal(isHeld ? 0 : rows, rig.Deleted);
        Assert.Equal(isHeld ? 1 : 0, rig.Logged(7041));
        Assert.Equal(isHeld, await rig.FindHeldAsync() is not null);
    }

    [Theory]
    [InlineData(0, 1000, false)]
    [InlineData(0, 1001, true)]
    [InlineData(10_000, 2000, false)]
    [InlineData(10_000, 2001, true)]
    public async Task First_run_compares_with_its_own_count(long present, long rows, bool isHeld)
    {
        using DeletionRig rig = new(_storage, present);

        Exception? failure = await Record.ExceptionAsync(() => rig.RunAsync(rows));

        Assert.Equal((isHeld, isHeld ? 0 : rows), (failure is RunFailedException, rig.Deleted));
    }

    [Fact]
    public async Task Run_compares_with_the_last_run_of_the_same_ground_that_counted()
    {
        using DeletionRig rig = new(_storage, present: 10_000);
        await rig.RunAsync(1, "Requests");
        await rig.CountBeforeAsync(1_000_000, "Notices");
        rig.Clock.Advance(TimeSpan.FromDays(1));
        // A killed run has no count.
        await rig.Get<RunStore>().StartAsync(DeletionRig.Job, null, "Requests", TestContext.Current.CancellationToken);

        await rig.RunAsync(2000, "Requests");
        RunRecord held = await rig.HoldAsync(2001, "Requests");

        Assert.Equal((10_000L, 0L, RunBlock.TooManyRows), (held.Counted!.Value, held.Deleted, held.Block!.Value));
    }

    [Fact]
    public async Task Held_run_is_recorded_as_failed_with_the_rows_to_delete_and_the_clocks()
    {
        using DeletionRig rig = new(_storage, present: 5000);

        RunRecord record = await rig.HoldAsync(1001);

        Assert.False(record.Succeeded);
        Assert.Equal((RunBlock.TooManyRows, 1L, 0L, 0L), (record.Block!.Value, record.Failed, record.Deleted, record.Examined));
        Assert.Equal(record, await rig.Get<RunStore>().ListAsync(DeletionRig.Job, TestContext.Current.CancellationToken)
            .Select(run => run with { Files = record.Files, Tallies = record.Tallies }).SingleAsync(TestContext.Current.CancellationToken));
        HeldDeletion held = (await rig.FindHeldAsync())!;
        Assert.Equal((1001L, 5000L, false), (held.Rows, held.Counted, held.IsAtLeast));
        Assert.Equal((rig.Now, rig.Now), (held.Clock.Here, held.Clock.Storage));
        Assert.Equal(new Deletion(DeletionRig.Job, DeletionRig.Table, rig.Now.AddYears(-5)), held.Deletion);
        Assert.Null(held.Confirmation);
        Assert.Equal("TestJob would delete too many rows, and waits for a confirmation; 0 rows were deleted.", new RunFailedException(record).Message);
    }

    [Fact]
    public async Task Deletion_that_persons_decided_is_exempt_and_counts_no_table()
    {
        using DeletionRig rig = new(_storage);

        RunRecord record = await rig.RunAsync(5000, isDecided: true);

        Assert.Equal((5000L, 5000L, (long?)null), (record.Deleted, rig.Deleted, record.Counted));
    }

    [Fact]
    public async Task Run_stops_at_its_limit_if_there_are_more_rows_than_it_counted()
    {
        using DeletionRig rig = new(_storage);

        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(() => rig.RunAsync(async (counts, _) =>
        {
            for (int row = 0; row < (counts.OnlyPlans ? 10 : 1500); row++)
                await counts.DeleteAsync(rig.DeleteOneAsync);
        }));

        Assert.Equal((1000L, 1000L, RunBlock.TooManyRows), (rig.Deleted, failure.Record.Deleted, failure.Record.Block!.Value));
        HeldDeletion held = (await rig.FindHeldAsync())!;
        Assert.Equal((500L, true), (held.Rows, held.IsAtLeast));
    }

    [Fact]
    public async Task Batch_of_rows_that_exceeds_the_limit_is_kept()
    {
        using DeletionRig rig = new(_storage);

        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(() => rig.RunAsync(async (counts, _) =>
        {
            for (int group = 0; group < (counts.OnlyPlans ? 1 : 3); group++)
                await counts.DeleteAsync(400, () => Task.FromResult(400L));
        }));

        Assert.Equal(800, failure.Record.Deleted);
    }

    [Fact]
    public async Task Counting_ends_a_minute_after_the_limit_and_staff_read_at_least()
    {
        using DeletionRig rig = new(_storage);

        await Assert.ThrowsAsync<RunFailedException>(() => rig.RunAsync(async (counts, token) =>
        {
            for (int row = 0; row < 1001; row++)
                await counts.DeleteAsync(rig.DeleteOneAsync);
            rig.Clock.Advance(DeletionRunner.CountingTime - TimeSpan.FromTicks(1));
            await counts.DeleteAsync(rig.DeleteOneAsync);
            Assert.False(token.IsCancellationRequested);
            rig.Clock.Advance(TimeSpan.FromTicks(1));
            token.ThrowIfCancellationRequested();
        }));

        HeldDeletion held = (await rig.FindHeldAsync())!;
        Assert.Equal((1002L, true, 0L), (held.Rows, held.IsAtLeast, rig.Deleted));
    }

    [Fact]
    public async Task Run_that_can_not_count_deletes_nothing()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(_storage);
        using DeletionRig rig = new(proxy.ConnectionString);
        await rig.RunAsync(1);
        proxy.InterceptQuery = query => query.Contains(DeletionRig.Job, StringComparison.Ordinal) ? StorageProxy.Refuse : null;

        RunRecord record = await rig.HoldAsync(1);

        Assert.Equal((1L, 1L, (RunBlock?)null, 1), (rig.Deleted, record.Failed, record.Block, rig.Logged(7045)));
    }

    [Fact]
    public async Task Step_that_fails_while_a_run_counts_is_logged_once()
    {
        using DeletionRig rig = new(_storage);
        int logged = 0;

        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(() => rig.RunAsync(
            async (counts, token) => await counts.TryAsync(() => throw new IOException(), _ => logged++, token)));

        Assert.Equal((1, 1L), (logged, failure.Record.Failed));
        Assert.Null(failure.Record.Block);
    }

    [Fact]
    public async Task Host_that_stops_while_a_run_counts_ends_it_as_failed()
    {
        using DeletionRig rig = new(_storage);
        using CancellationTokenSource stopping = new();

        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(() => rig.Get<DeletionRunner>().RunAsync(
            new Deletion(DeletionRig.Job, DeletionRig.Table, rig.Now), async (counts, token) =>
            {
                await counts.DeleteAsync(rig.DeleteOneAsync);
                await stopping.CancelAsync();
                token.ThrowIfCancellationRequested();
            }, stopping.Token));

        Assert.Equal((1L, 0L, (RunBlock?)null), (failure.Record.Failed, rig.Deleted, failure.Record.Block));
    }
}
