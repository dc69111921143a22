using Azure.Data.Tables;
using LeerId.Runs;
using LeerId.Testing;

namespace LeerId.Core.Tests.Runs;

/// <summary>A confirmation lets a held deletion happen once.</summary>
public sealed class HeldDeletionTests(AzuriteFixture azurite)
{
    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Next_run_after_a_confirmation_deletes_once_and_records_who_confirmed()
    {
        using DeletionRig rig = new(_storage);
        await rig.HoldAsync(1500);
        await rig.ConfirmAsync();

        RunRecord record = await rig.RunAsync(1500);

        Assert.Equal((1500L, 1500L, "persoon-1"), (rig.Deleted, record.Deleted, record.ConfirmedBy));
        Assert.Null(await rig.FindHeldAsync());
        Assert.Equal((1, 1), (rig.Logged(7042), rig.Logged(7043)));
        // The confirmation is used.
        RunRecord held = await rig.HoldAsync(1500);
        Assert.Equal((1500L, 0L, (string?)null), (rig.Deleted, held.Deleted, held.ConfirmedBy));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Confirmation_expires_after_two_days(int seconds, bool isGood)
    {
        using DeletionRig rig = new(_storage);
        await rig.HoldAsync(1500);
        await rig.ConfirmAsync();
        // The rig advances the clock by a minute before it runs.
        rig.Clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(seconds));

        await Record.ExceptionAsync(() => rig.RunAsync(1500));

        Assert.Equal(isGood ? 1500 : 0, rig.Deleted);
    }

    [Theory]
    [InlineData(2500, true)]
    [InlineData(2501, false)]
    public async Task Confirmation_covers_the_confirmed_rows_and_as_many_as_a_run_may_delete_by_itself(long rows, bool isCovered)
    {
        using DeletionRig rig = new(_storage);
        await rig.HoldAsync(1500);
        await rig.ConfirmAsync();

        await Record.ExceptionAsync(() => rig.RunAsync(rows));

        Assert.Equal(isCovered ? rows : 0, rig.Deleted);
        Assert.Equal(isCovered ? null : rows, (await rig.FindHeldAsync())?.Rows);
    }

    [Fact]
    public async Task Confirmed_run_stops_at_what_is_covered()
    {
        using DeletionRig rig = new(_storage);
        await rig.HoldAsync(1500);
        await rig.ConfirmAsync();

        await Assert.ThrowsAsync<RunFailedException>(() => rig.RunAsync(async (counts, _) =>
        {
            for (int row = 0; row < (counts.OnlyPlans ? 1500 : 4000); row++)
                await counts.DeleteAsync(rig.DeleteOneAsync);
        }));

        Assert.Equal(2500, rig.Deleted);
    }

    [Fact]
    public async Task Run_that_stays_within_its_limit_ends_the_waiting()
    {
        using DeletionRig rig = new(_storage);
        await rig.HoldAsync(1500);

        await rig.RunAsync(3);

        Assert.Empty(await rig.Held.ListAsync(Cancel));
    }

    [Fact]
    public async Task Confirmation_of_numbers_that_a_later_run_changed_is_refused()
    {
        using DeletionRig rig = new(_storage);
        await rig.HoldAsync(1500);
        HeldDeletion seen = (await rig.FindHeldAsync())!;
        await rig.HoldAsync(4000);

        HeldDeletionOutcome outcome = await rig.ConfirmAsync(seen);

        Assert.Equal(4000, Assert.IsType<HeldDeletionOutcome.Changed>(outcome).Held.Rows);
        await rig.HoldAsync(4000);
        Assert.Equal(0, rig.Deleted);
    }

    [Fact]
    public async Task Of_two_editors_one_confirms_and_the_other_reads_so()
    {
        using DeletionRig rig = new(_storage);
        await rig.HoldAsync(1500);
        HeldDeletion seen = (await rig.FindHeldAsync())!;

        HeldDeletionOutcome[] outcomes = await Task.WhenAll(rig.ConfirmAsync(seen, "persoon-1"), rig.ConfirmAsync(seen, "persoon-2"));

        HeldDeletion confirmed = outcomes.OfType<HeldDeletionOutcome.Confirmed>().Single().Held;
        Assert.Equal(confirmed.Confirmation, outcomes.OfType<HeldDeletionOutcome.AlreadyConfirmed>().Single().Held.Confirmation);
        Assert.Equal(confirmed.Confirmation, (await rig.FindHeldAsync())!.Confirmation);
        Assert.Equal((rig.Now, rig.Now.AddDays(2)), (confirmed.Confirmation!.At, confirmed.Confirmation.GoodUntil));
        // The same person's second confirmation changes nothing.
        rig.Clock.Advance(TimeSpan.FromHours(1));
        HeldDeletionOutcome again = await rig.ConfirmAsync(seen, confirmed.Confirmation.By);
        Assert.Equal(confirmed.Confirmation, Assert.IsType<HeldDeletionOutcome.Confirmed>(again).Held.Confirmation);
        Assert.Equal(1, rig.Logged(7042));
    }

    [Fact]
    public async Task Of_two_runs_at_once_one_uses_the_confirmation()
    {
        using DeletionRig rig = new(_storage);
        await rig.HoldAsync(1500);
        await rig.ConfirmAsync();

        Exception?[] failures = await Task.WhenAll(TryAsync(), TryAsync());

        Assert.Equal((1, 1500L), (failures.OfType<RunFailedException>().Count(), rig.Deleted));

        async Task<Exception?> TryAsync() => await Record.ExceptionAsync(() => rig.RunAsync(1500));
    }

    [Fact]
    public async Task Expired_confirmation_can_be_given_again_by_somebody_else()
    {
        using DeletionRig rig = new(_storage);
        await rig.HoldAsync(1500);
        await rig.ConfirmAsync();
        rig.Clock.Advance(HeldDeletion.ConfirmedFor);

        HeldDeletionOutcome outcome = await rig.ConfirmAsync((await rig.FindHeldAsync())!, "persoon-2");

        Assert.Equal("persoon-2", Assert.IsType<HeldDeletionOutcome.Confirmed>(outcome).Held.Confirmation!.By);
    }

    [Fact]
    public async Task Nothing_can_be_confirmed_if_nothing_waits()
    {
        using DeletionRig rig = new(_storage);

        Assert.IsType<HeldDeletionOutcome.Gone>(await rig.Held.ConfirmAsync(DeletionRig.Table, "01K00000000000000000000000", "persoon-1", Cancel));
    }

    [Fact]
    public async Task Row_that_can_not_be_read_confirms_nothing_and_the_next_run_replaces_it()
    {
        using DeletionRig rig = new(_storage);
        await rig.HoldAsync(1500);
        await new TableClient(_storage, "Runs").UpsertEntityAsync(
            new TableEntity("held", DeletionRig.Table.ToString()) { ["By"] = "persoon-1" }, TableUpdateMode.Replace, Cancel);

        Assert.Empty(await rig.Held.ListAsync(Cancel));
        await rig.HoldAsync(1500);

        Assert.Equal(1500, Assert.Single(await rig.Held.ListAsync(Cancel)).Rows);
        Assert.Equal((0L, 2), (rig.Deleted, rig.Logged(7044)));
    }
}
