using Azure;
using Azure.Data.Tables;
using LeerId.PrivacyLog.Seals;
using LeerId.Testing;

namespace LeerId.Core.Tests.PrivacyLog.Seals;

/// <summary>Changes to a sealed day, made directly in the table. The verification finds and names each of them.</summary>
public sealed class TamperingTests(AzuriteFixture azurite)
{
    private static readonly DateOnly Day = PrivacyLogRig.FirstDay.AddDays(1);

    private static readonly Dictionary<string, Func<TableClient, List<TableEntity>, Task>> Tamperings = new()
    {
        ["value changed"] = (table, rows) => ReplaceAsync(table, rows[2], row => row["Outcome"] = "refused"),
        ["moment changed by a tick"] = (table, rows) => ReplaceAsync(table, rows[2], row => row["At"] = row.GetDateTimeOffset("At")!.Value.AddTicks(1)),
        ["character case changed"] = (table, rows) => ReplaceAsync(table, rows[2], row => row["Actor"] = "Pupil"),
        ["type changed"] = (table, rows) => ReplaceAsync(table, rows[2], row => row["At"] = row.GetDateTimeOffset("At")!.Value.UtcDateTime.ToString("O")),
        ["property added"] = (table, rows) => ReplaceAsync(table, rows[2], row => row["Remark"] = ""),
        ["property removed"] = (table, rows) => ReplaceAsync(table, rows[2], row => row.Remove("Student")),
        ["property renamed"] = (table, rows) => ReplaceAsync(table, rows[2], row => (row["Wherefore"], row["Purpose"]) = (row["Purpose"], null)),
        ["entry removed"] = (table, rows) => RemoveAsync(table, rows[2]),
        ["three entries removed"] = async (table, rows) =>
        {
            foreach (TableEntity row in rows.Take(3))
                await RemoveAsync(table, row);
        },
        ["every entry removed"] = async (table, rows) =>
        {
            foreach (TableEntity row in rows)
                await RemoveAsync(table, row);
        },
        ["entry added"] = (table, rows) => AddAsync(table, rows[2], rows[2].PartitionKey, Ulid.NewUlid().ToString()),
        ["entry added beside the shards"] = (table, rows) => AddAsync(table, rows[2], "20260902~x", "1"),
        ["entry added before the shards"] = (table, rows) => AddAsync(table, rows[2], "20260902", "1"),
        ["entry moved to another shard"] = (table, rows) => MoveAsync(table, rows[2], rows[2].PartitionKey == "20260902-7" ? "20260902-8" : "20260902-7"),
        ["entry moved to another day"] = (table, rows) => MoveAsync(table, rows[2], "20260903-7"),
        ["one removed and another added"] = async (table, rows) =>
        {
            await RemoveAsync(table, rows[1]);
            await AddAsync(table, rows[2], rows[2].PartitionKey, Ulid.NewUlid().ToString());
        },
        ["two swapped"] = async (table, rows) =>
        {
            (string one, string other) = (rows[1].GetString("Student"), rows[2].GetString("Student"));
            await ReplaceAsync(table, rows[1], row => row["Student"] = other);
            await ReplaceAsync(table, rows[2], row => row["Student"] = one);
        },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("value changed", DayState.Changed)]
    [InlineData("moment changed by a tick", DayState.Changed)]
    [InlineData("character case changed", DayState.Changed)]
    [InlineData("type changed", DayState.Changed)]
    [InlineData("property added", DayState.Changed)]
    [InlineData("property removed", DayState.Changed)]
    [InlineData("property renamed", DayState.Changed)]
    [InlineData("entry removed", DayState.LostEntries, -1)]
    [InlineData("three entries removed", DayState.LostEntries, -3)]
    [InlineData("every entry removed", DayState.LostEntries, -8)]
    [InlineData("entry added", DayState.GainedEntries, 1)]
    [InlineData("entry added beside the shards", DayState.GainedEntries, 1)]
    [InlineData("entry added before the shards", DayState.GainedEntries, 1)]
    [InlineData("entry moved to another shard", DayState.Changed)]
    [InlineData("entry moved to another day", DayState.LostEntries, -1, DayState.GainedEntries)]
    [InlineData("one removed and another added", DayState.Changed)]
    [InlineData("two swapped", DayState.Changed)]
    public async Task Tampering_is_found_and_named(string tampering, DayState expected, int difference = 0, DayState dayAfter = DayState.Whole)
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), PrivacyLogRig.Moment("2026-09-04T01:30:00Z"));
        await rig.FillAsync(8, 8, 8);
        await rig.Sealer.RunAsync(Cancel);
        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole], await rig.StatesAsync(3));

        await Tamperings[tampering](rig.LogTable, await rig.RowsAsync(Day));

        List<DayVerdict> verdicts = await rig.VerifyAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay.AddDays(2));
        Assert.Equal([DayState.Whole, expected, dayAfter], verdicts.Select(verdict => verdict.State));
        Assert.Equal(difference, verdicts[1].Found - verdicts[1].Sealed);
        Assert.True(verdicts[1].IsFault);
    }

    [Fact]
    public async Task Writing_an_entry_again_as_it_was_is_no_change()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), PrivacyLogRig.Moment("2026-09-04T01:30:00Z"));
        await rig.FillAsync(8, 8, 8);
        await rig.Sealer.RunAsync(Cancel);
        // Storage's own timestamp and ETag change as well.
        await ReplaceAsync(rig.LogTable, (await rig.RowsAsync(Day))[0], _ => { });
        Assert.Equal([DayState.Whole, DayState.Whole, DayState.Whole], await rig.StatesAsync(3));
    }

    [Fact]
    public async Task Every_type_of_property_is_covered()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), PrivacyLogRig.Moment("2026-09-04T01:30:00Z"));
        await rig.LogTable.CreateIfNotExistsAsync(Cancel);
        object[][] values =
        [
            ["1", "2"], [1, 1L], [1L, 1.0], [true, "true"], [1.0, 2.0], [double.NaN, "NaN"], [1e300, 1e301],
            [PrivacyLogRig.Moment("2026-09-02T00:00:00Z"), PrivacyLogRig.Moment("2026-09-02T00:00:00.0000001Z")],
            [Guid.Empty, Guid.Empty.ToString()], [new byte[] { 1, 2 }, new byte[] { 1, 3 }], [new byte[] { 1, 2 }, "AQI="], ["é", "e\u0301"], ["\u00A0", " "],
        ];
        foreach ((int number, object[] value) in values.Index())
            await rig.LogTable.AddEntityAsync(new TableEntity("20260902-0", $"{number}") { ["Value"] = value[0] }, Cancel);
        await rig.Sealer.RunAsync(Cancel);
        Assert.Equal(DayState.Whole, Assert.Single(await rig.VerifyAsync(Day, Day)).State);

        foreach ((int number, object[] value) in values.Index())
        {
            await PutAsync(value[1]);
            Assert.Equal((number, DayState.Changed), (number, Assert.Single(await rig.VerifyAsync(Day, Day)).State));
            await PutAsync(value[0]);
            Assert.Equal((number, DayState.Whole), (number, Assert.Single(await rig.VerifyAsync(Day, Day)).State));

            Task PutAsync(object held) =>
                rig.LogTable.UpsertEntityAsync(new TableEntity("20260902-0", $"{number}") { ["Value"] = held }, TableUpdateMode.Replace, Cancel);
        }
    }

    [Fact]
    public async Task Entry_put_before_the_first_seal_is_found()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), PrivacyLogRig.Moment("2026-09-04T01:30:00Z"));
        await rig.FillAsync(8, 8, 8);
        await rig.Sealer.RunAsync(Cancel);
        await rig.FillAsync(PrivacyLogRig.FirstDay.AddDays(-1), 2);

        DayVerdict verdict = (await rig.VerifyAsync(PrivacyLogRig.FirstDay.AddDays(-1), Day))[0];
        Assert.Equal((DayState.GainedEntries, (long?)2), (verdict.State, verdict.Found));
    }

    [Fact]
    public async Task Proof_holds_for_every_entry_as_it_was_sealed_and_for_no_other()
    {
        using PrivacyLogRig rig = new(azurite.NewAccount(), PrivacyLogRig.Moment("2026-09-04T01:30:00Z"));
        await rig.FillAsync(1, 29);
        await rig.Sealer.RunAsync(Cancel);
        string root = Assert.Single(await rig.VerifyAsync(Day, Day)).Root!;
        string otherRoot = Assert.Single(await rig.VerifyAsync(PrivacyLogRig.FirstDay, PrivacyLogRig.FirstDay)).Root!;
        var entries = (await rig.RowsAsync(Day)).ConvertAll(LeerId.PrivacyLog.PrivacyLogRow.FromEntity);

        foreach (var entry in entries)
        {
            InclusionProof? proof = await rig.Verifier.ProveAsync(Day, entry.Id, Cancel);
            Assert.NotNull(proof);
            IGrouping<string, LeerId.PrivacyLog.PrivacyLogEntry> shard = entries.GroupBy(each => LeerId.PrivacyLog.PrivacyLogRow.PartitionOf(each).ToString())
                .Single(each => each.Contains(entry));
            Assert.Equal((shard.ToList().IndexOf(entry), shard.Count()), (proof.Index, proof.Entries));
            Assert.Equal((proof.Partition, 16), ($"20260902-{proof.Shard:x}", proof.Shards));
            Assert.True(proof.LeadsTo(root));
            Assert.True(proof.IsOf(entry));
            Assert.False(proof.IsOf(entry with { Outcome = "refused" }));
            Assert.False(proof.LeadsTo(otherRoot));
            Assert.False(proof.LeadsTo("no hash"));
            Assert.False((proof with { Index = proof.Index + 1 }).LeadsTo(root));
            Assert.False((proof with { Shard = (proof.Shard + 1) % 16 }).LeadsTo(root));
            Assert.False((proof with { Shards = 8 }).LeadsTo(root));
            Assert.False((proof with { ShardPath = proof.ShardPath.Skip(1).ToList() }).LeadsTo(root));
        }

        Assert.Null(await rig.Verifier.ProveAsync(Day, Ulid.NewUlid(), Cancel));
        Assert.Null(await rig.Verifier.ProveAsync(PrivacyLogRig.FirstDay, entries[0].Id, Cancel));
        await ReplaceAsync(rig.LogTable, (await rig.RowsAsync(Day))[4], row => row["Outcome"] = "refused");
        Assert.False((await rig.Verifier.ProveAsync(Day, entries[4].Id, Cancel))!.LeadsTo(root));
    }

    private static Task<Response> ReplaceAsync(TableClient table, TableEntity row, Action<TableEntity> change)
    {
        change(row);
        return table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);
    }

    private static Task<Response> RemoveAsync(TableClient table, TableEntity row) => table.DeleteEntityAsync(row, ETag.All, Cancel);

    private static Task<Response> AddAsync(TableClient table, TableEntity row, string partition, string key) =>
        table.AddEntityAsync(new TableEntity(row) { PartitionKey = partition, RowKey = key }, Cancel);

    private static async Task MoveAsync(TableClient table, TableEntity row, string partition)
    {
        await AddAsync(table, row, partition, row.RowKey);
        await RemoveAsync(table, row);
    }
}
