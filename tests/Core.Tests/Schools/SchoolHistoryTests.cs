using Azure.Data.Tables;
using LeerId.Runs;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>Each change of the list adds one record to the history, and a failed change adds none.</summary>
public sealed class SchoolHistoryTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Transaction = "POST $batch";

    private StorageProxy? _storage;
    private SchoolRig? _rig;

    private StorageProxy Storage => _storage!;

    private SchoolRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await StorageProxy.StartAsync(azurite.NewAccount());
        _rig = new SchoolRig(_storage.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        _rig?.Dispose();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Put_and_delete_are_recorded_with_who_when_and_the_contract_before_and_after()
    {
        await PutAsync("012345", "A");
        Rig.Clock.Advance(TimeSpan.FromDays(1));
        await PutAsync("012345", "B");
        Rig.Clock.Advance(TimeSpan.FromDays(1));
        Assert.IsType<SchoolOutcome.Removed>(await Rig.Register.DeleteAsync("012345", new SchoolEditor("person-2"), Cancel));

        SchoolNumber number = SchoolNumber.Parse("012345");
        SchoolContract a = new() { Number = number, Name = "A", From = new DateOnly(2026, 9, 1) };
        SchoolContract b = a with { Name = "B" };
        DateTimeOffset start = new(2026, 9, 1, 6, 30, 0, TimeSpan.Zero);
        AssertSame(
            [
                new(start.AddDays(2), "person-2", SchoolChangeWay.Delete, number, b, null, 3),
                new(start.AddDays(1), SchoolRig.By, SchoolChangeWay.Put, number, a, b, 2),
                new(start, SchoolRig.By, SchoolChangeWay.Put, number, null, a, 1),
            ],
            await Rig.HistoryAsync("012345"));
        Assert.Empty(await Rig.HistoryAsync("054321"));
    }

    [Fact]
    public async Task Imports_record_the_schools_that_they_add_change_and_remove_and_no_other()
    {
        await Rig.ImportedAsync("number,name,from,until\n012345,Een,2026-09-01,\n030569,Twee,2026-09-01,\n040404,Drie,2026-09-01,\n");
        await Rig.ImportedAsync("number,name,from,until\n012345,Een,2026-09-01,\n030569,Twee,2026-09-01,2027-08-31\n050505,Vier,2026-09-01,\n");
        Assert.IsType<SchoolImportOutcome.Accepted>(await Rig.ImportOpenDataAsync(
            "schoolnummer;naam;instellingstype;bestuur;einddatum;status erkenning\n012345;De Regenboog;111;vzw Zon;;Erkend\n"));

        Assert.Equal(["OpenData Een>De Regenboog", "Import >Een"], await LinesAsync("012345"));
        Assert.Equal(["Import Twee>Twee", "Import >Twee"], await LinesAsync("030569"));
        Assert.Equal(new DateOnly(2027, 8, 31), (await Rig.HistoryAsync("030569"))[0].After!.Until);
        Assert.Equal(["Import Drie>", "Import >Drie"], await LinesAsync("040404"));
        Assert.Equal(["Import >Vier"], await LinesAsync("050505"));
        Assert.All(await Rig.HistoryAsync("012345"), entry => Assert.Equal(SchoolRig.By, entry.By));
    }

    [Fact]
    public async Task Change_without_an_effect_adds_no_record()
    {
        await Rig.ImportedAsync("number,name,from,until\n012345,Een,2026-09-01,\n");
        await Rig.ImportedAsync("number,name,from,until\n012345,Anders,2026-09-01,\n", dryRun: true);
        await Rig.ImportedAsync("number,name,from,until\n012345,Een,2026-09-01,\n");
        await PutAsync("012345", "Een");
        Assert.IsType<SchoolOutcome.NotOnList>(await Rig.Register.DeleteAsync("030569", SchoolRig.Editor, Cancel));
        Assert.IsType<SchoolOutcome.Invalid>(await Rig.Register.PutAsync("030569", new SchoolTerms(), SchoolRig.Editor, Cancel));

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Import_on_an_outdated_list_adds_no_record()
    {
        await Rig.ImportedAsync(SchoolRig.Csv(30, "A"));
        int writes = 0;
        Storage.Before = async request =>
        {
            if (request == Transaction && Interlocked.Increment(ref writes) == 1)
                await PutAsync("012345", "Tussendoor");
        };

        Assert.IsType<SchoolImportOutcome.Overtaken>(await Rig.ImportAsync(SchoolRig.Csv(30, "B")));

        Assert.Equal(["Import >A"], await LinesAsync("100000"));
        Assert.Equal(["Put >Tussendoor"], await LinesAsync("012345"));
        Assert.Equal(31, await CountAsync());
    }

    [Theory]
    // The steps are the change, its entry in the history, and the removal of staged rows.
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_lost_answer_leaves_one_record(int lost)
    {
        await PutAsync("012345", "A");
        int writes = 0;
        Storage.LosesAnswer = request => request == Transaction && Interlocked.Increment(ref writes) == lost;

        await PutAsync("012345", "B");

        Assert.Equal(2, await CountAsync());
        Assert.Equal(["Put A>B", "Put >A"], await LinesAsync("012345"));
        Assert.Equal(["012345", "current"], await Rig.RowKeysAsync());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Unwritten_history_is_completed_by_the_next_reader(int write)
    {
        FailFrom(write);
        await PutAsync("012345", "A");
        Storage.Intercept = _ => null;
        Assert.Equal(write == 2 ? 0 : 1, await CountAsync());
        Assert.Single(Rig.Logs.Entries, entry => entry.EventId.Id == 3015);

        Assert.Equal(["Put >A"], await LinesAsync("012345"));

        Assert.Equal(1, await CountAsync());
        Assert.Equal(["012345", "current"], await Rig.RowKeysAsync());
    }

    [Fact]
    public async Task A_change_is_made_only_after_the_history_of_the_one_before_is_complete()
    {
        FailFrom(2);
        await PutAsync("012345", "A");
        FailFrom(1);
        await Assert.ThrowsAnyAsync<Exception>(() => PutAsync("012345", "B"));
        await Assert.ThrowsAnyAsync<Exception>(() => Rig.Register.DeleteAsync("012345", SchoolRig.Editor, Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => Rig.ImportAsync(SchoolRig.Csv(1, "C"), removes: 1));
        Storage.Intercept = _ => null;
        Assert.Equal(["012345 A 2026-09-01  [] []"], await Rig.LinesAsync());

        await Rig.ImportedAsync(SchoolRig.Csv(1, "C"), removes: 1);

        // Nobody read the history in the meantime.
        Assert.Equal(3, await CountAsync());
        Assert.Equal(["Import A>", "Put >A"], await LinesAsync("012345"));
    }

    [Fact]
    public async Task Concurrent_changes_are_recorded_in_the_order_of_the_list()
    {
        await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Rig.Store.PutAsync(SchoolRig.School("012345", $"{number}"), SchoolRig.By, Cancel)));

        IReadOnlyList<SchoolHistoryEntry> entries = await Rig.HistoryAsync("012345");

        Assert.Equal(Enumerable.Range(1, 12).Reverse().Select(revision => (long)revision), entries.Select(entry => entry.Revision));
        // Each page begins where the previous one ended.
        Assert.Equal(entries.Skip(1).Select(entry => entry.After?.Name), entries.SkipLast(1).Select(entry => entry.Before?.Name));
        Assert.Equal((await Rig.Store.FindAsync(SchoolNumber.Parse("012345"), Cancel))!.Name, entries[0].After!.Name);
    }

    [Fact]
    public async Task Unreadable_rows_block_nothing_and_an_import_records_their_removal()
    {
        await PutAsync("012345", "A");
        await Rig.Table.UpdateEntityAsync(new TableEntity("school", "012345") { ["From"] = "ooit" }, Azure.ETag.All, cancellationToken: Cancel);
        FailFrom(2);
        await PutAsync("030569", "B");
        Storage.Intercept = _ => null;
        string staged = Assert.Single(await Rig.RowKeysAsync(), key => key.StartsWith("history-", StringComparison.Ordinal));
        await Rig.Table.UpdateEntityAsync(new TableEntity("school", staged) { ["Way"] = "Zomaar" }, Azure.ETag.All, cancellationToken: Cancel);

        await Rig.ImportedAsync(SchoolRig.Csv(1, "C"));

        Assert.Equal(["Import >", "Put >A"], await LinesAsync("012345"));
        Assert.Equal(["Import B>"], await LinesAsync("030569"));
        Assert.Contains(Rig.Logs.Entries, entry => entry.EventId.Id == 3016);
        Assert.Equal(2, (await Rig.RowKeysAsync()).Length);
    }

    [Fact]
    public async Task Records_are_deleted_after_their_period_and_not_before()
    {
        await PutAsync("012345", "A");
        DateTimeOffset made = Rig.Clock.GetUtcNow();
        Rig.Clock.Advance(TimeSpan.FromDays(1));
        await PutAsync("012345", "B");

        RunCounts counts = new();
        await Rig.Pruned.PruneAsync(made, counts, Cancel);
        Assert.Equal(2, await CountAsync());
        await Rig.Pruned.PruneAsync(made.AddSeconds(1), counts, Cancel);

        Assert.Equal(["Put A>B"], await LinesAsync("012345"));
    }

    // Refuses every transaction from the given one on, counted from now.
    private void FailFrom(int write)
    {
        int writes = 0;
        Storage.Intercept = request => request == Transaction && Interlocked.Increment(ref writes) >= write ? StorageProxy.Refuse : null;
    }

    private async Task PutAsync(string number, string name) => Assert.IsType<SchoolOutcome.Stored>(
        await Rig.Register.PutAsync(number, new SchoolTerms { Name = name, From = "2026-09-01" }, SchoolRig.Editor, Cancel));

    private async Task<string[]> LinesAsync(string number) =>
        [.. (await Rig.HistoryAsync(number)).Select(entry => $"{entry.Way} {entry.Before?.Name}>{entry.After?.Name}")];

    private async Task<int> CountAsync() =>
        await Rig.HistoryTable.QueryAsync<TableEntity>("PartitionKey eq 'change'", cancellationToken: Cancel).CountAsync(Cancel);

    // Record equality doesn't compare the items of a contract's list of former numbers.
    private static void AssertSame(IReadOnlyList<SchoolHistoryEntry> expected, IReadOnlyList<SchoolHistoryEntry> found) => Assert.Equal(
        expected.Select(Text), found.Select(Text));

    private static string Text(SchoolHistoryEntry entry) => string.Join(
        '|', entry.At.ToString("O"), entry.By, entry.Way, entry.Number, Text(entry.Before), Text(entry.After), entry.Revision);

    private static string Text(SchoolContract? contract) =>
        contract is null ? "none" : $"{contract.Number} {contract.Name} {contract.From:O} {contract.Until:O} {contract.Board} {contract.FormerNumbers.Count}";
}
