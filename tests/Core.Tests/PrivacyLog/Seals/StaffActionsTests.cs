using Azure;
using Azure.Data.Tables;
using LeerId.PrivacyLog;
using LeerId.PrivacyLog.Seals;
using LeerId.Testing;

namespace LeerId.Core.Tests.PrivacyLog.Seals;

/// <summary>Sealing a day counts the actions of staff. A verification with a time limit checks the newest days first.</summary>
public sealed class StaffActionsTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Seal_holds_how_often_each_role_did_each_action()
    {
        using PrivacyLogRig rig = Rig("2026-09-02T01:30:00Z");
        await rig.FillAsync(3);
        await ActAsync(rig, "dpo", "privacy-log-read", 3);
        await ActAsync(rig, "dpo", "student-lookup", 1);
        await ActAsync(rig, "access-control", "student-lookup", 2);
        await rig.Sealer.RunAsync(Cancel);

        DayVerdict day = Assert.Single(await rig.VerifyAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay));

        Assert.Equal(DayState.Whole, day.State);
        Assert.Equal(
            [new("access-control", "student-lookup", 2), new("dpo", "privacy-log-read", 3), new("dpo", "student-lookup", 1)], day.Staff);
        StaffDay read = await rig.Get<PrivacyLogDays>().ReadStaffAsync(PrivacyLogRig.FirstDay, Cancel);
        Assert.Equal(day.Staff, read.Actions);
        Assert.Equal(day.People, read.People);
    }

    [Fact]
    public async Task Day_without_staff_is_sealed_with_zero_actions_and_not_with_unknown_ones()
    {
        using PrivacyLogRig rig = Rig("2026-09-02T01:30:00Z");
        await rig.FillAsync(3);
        await rig.Sealer.RunAsync(Cancel);
        Assert.Empty((await rig.Verifier.VerifyWithinAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay, TimeSpan.Zero, Cancel).SingleAsync(Cancel)).Staff!);
    }

    [Fact]
    public async Task Count_in_the_seal_is_independent_of_later_changes_to_the_entries()
    {
        using PrivacyLogRig rig = Rig("2026-09-02T01:30:00Z");
        await ActAsync(rig, "dpo", "student-lookup", 2);
        await rig.Sealer.RunAsync(Cancel);
        TableEntity row = (await rig.RowsAsync())[0];
        await rig.LogTable.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, Cancel);

        DayVerdict day = Assert.Single(await rig.VerifyAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay));

        Assert.Equal(DayState.LostEntries, day.State);
        Assert.Equal([new("dpo", "student-lookup", 2)], day.Staff);
    }

    [Fact]
    public async Task Foreign_rows_neither_stop_the_sealing_nor_enter_the_seal()
    {
        using PrivacyLogRig rig = Rig("2026-09-02T01:30:00Z");
        await ActAsync(rig, "dpo", "Jan Peeters 'x", 1);
        await ActAsync(rig, new string('r', 65), "student-lookup", 1);
        await ActAsync(rig, null, "student-lookup", 1);
        for (int number = 0; number < 250; number++)
            await ActAsync(rig, "operator", $"action-{number}", 1);

        await rig.Sealer.RunAsync(Cancel);

        IReadOnlyList<StaffActionCount> counts = Assert.Single(await rig.VerifyAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay)).Staff!;
        Assert.InRange(counts.Count, 200, 201);
        Assert.Equal(253, counts.Sum(count => count.Count));
        Assert.All(counts, count => Assert.Matches("^[a-z0-9-]{1,64} [a-z0-9-]{1,64}$", $"{count.Role} {count.Action}"));
    }

    [Fact]
    public async Task Verifying_within_no_time_checks_the_seals_alone()
    {
        using PrivacyLogRig rig = Rig("2026-09-04T01:30:00Z");
        await rig.FillAsync(2, 3, 4);
        await rig.Sealer.RunAsync(Cancel);
        await ForgeAsync(rig, "20260902");

        List<DayVerdict> days = await VerifyWithinAsync(rig, TimeSpan.Zero);

        Assert.Equal(
            [DayState.NotYetSealed, DayState.NotCompared, DayState.SealNotAuthentic, DayState.NotCompared, DayState.NotCompared],
            days.Select(day => day.State));
        Assert.Equal([null, 4L, null, 2L, null], days.Select(day => day.Sealed));
        Assert.All(days, day => Assert.Null(day.Found));
        Assert.False(days[1].IsFault);
    }

    [Fact]
    public async Task Time_limit_leaves_the_oldest_days_without_comparison()
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        using PrivacyLogRig rig = new(proxy.ConnectionString, PrivacyLogRig.Moment("2026-09-04T01:30:00Z"));
        await rig.FillAsync(2, 3, 4);
        await rig.Sealer.RunAsync(Cancel);
        int reads = 0;
        proxy.Before = request =>
        {
            // Each day takes a minute, and the second day is interrupted.
            if (request == "GET PrivacyLog()" && ++reads <= 2)
                rig.Clock.Advance(TimeSpan.FromMinutes(1));
            return Task.CompletedTask;
        };

        List<DayVerdict> days = await VerifyWithinAsync(rig, TimeSpan.FromSeconds(90));

        Assert.Equal(
            [DayState.NotYetSealed, DayState.Whole, DayState.NotCompared, DayState.NotCompared, DayState.NotCompared], days.Select(day => day.State));
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task Verifying_within_enough_time_says_the_same_as_verifying()
    {
        using PrivacyLogRig rig = Rig("2026-09-04T01:30:00Z");
        await rig.FillAsync(2, 3, 4);
        await rig.Sealer.RunAsync(Cancel);
        DateOnly before = PrivacyLogRig.FirstDay.AddDays(-1), after = PrivacyLogRig.FirstDay.AddDays(3);
        IEnumerable<DayVerdict> all = await rig.VerifyAsync(before, after);
        Assert.Equal(all.Reverse().Select(Shown), (await VerifyWithinAsync(rig, TimeSpan.FromMinutes(1))).Select(Shown));

        static (DateOnly, DayState, long?, long?, string?) Shown(DayVerdict day) => (day.Day, day.State, day.Sealed, day.Found, day.Root);
    }

    private PrivacyLogRig Rig(string now) => new(azurite.NewAccount(), PrivacyLogRig.Moment(now));

    private static Task<List<DayVerdict>> VerifyWithinAsync(PrivacyLogRig rig, TimeSpan time) => rig.Verifier
        .VerifyWithinAsync(PrivacyLogRig.FirstDay.AddDays(-1), PrivacyLogRig.FirstDay.AddDays(3), time, Cancel).ToListAsync(Cancel).AsTask();

    private static async Task ActAsync(PrivacyLogRig rig, string? role, string action, int times)
    {
        for (int time = 0; time < times; time++)
        {
            PrivacyLogEntry entry = PrivacyLogRig.Entry(PrivacyLogRig.Moment("2026-09-01T09:00:00Z"), actor: "00000003-0000-0000-0000-000000000001");
            await rig.Log.AppendAsync(entry with { Role = role, Action = action }, Cancel);
        }
    }

    private static async Task ForgeAsync(PrivacyLogRig rig, string day)
    {
        TableEntity row = (await rig.SealTable.GetEntityAsync<TableEntity>("2026", day, cancellationToken: Cancel)).Value;
        row["Entries"] = 9L;
        await rig.SealTable.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
    }
}
