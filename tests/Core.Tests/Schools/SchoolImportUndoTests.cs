using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>An import can be undone for 30 days, and later changes are never lost without a warning.</summary>
public sealed class SchoolImportUndoTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Before = "number,name,from,until\n012345,Blijft,2026-09-01,\n030569,Wijzigt,2026-09-01,\n050505,Gaat,2026-09-01,\n";
    private const string After = "number,name,from,until\n012345,Blijft,2026-09-01,\n030569,Gewijzigd,2026-09-01,\n060606,Nieuw,2026-09-01,\n";

    private StorageProxy? _storage;
    private SchoolRig? _rig;

    private SchoolRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await StorageProxy.StartAsync(azurite.NewAccount());
        _rig = new SchoolRig(_storage.ConnectionString);
        await Rig.ImportedAsync(Before);
        Rig.Clock.Advance(TimeSpan.FromHours(1));
        await Rig.ImportedAsync(After);
        Rig.Clock.Advance(TimeSpan.FromHours(1));
    }

    public async ValueTask DisposeAsync()
    {
        _rig?.Dispose();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Imports_are_listed_newest_first_with_who_when_and_how_many()
    {
        await Rig.Store.PutAsync(SchoolRig.School("070707"), SchoolRig.By, Cancel);
        await Rig.ImportOpenDataAsync("schoolnummer;naam\n012345;Blijft!\n");
        DateTimeOffset start = new(2026, 9, 1, 6, 30, 0, TimeSpan.Zero);
        Assert.Equal(
            [
                new SchoolImportRecord(start.AddHours(2), SchoolRig.By, SchoolChangeWay.OpenData, 4, 0, 1, 0),
                new SchoolImportRecord(start.AddHours(1), SchoolRig.By, SchoolChangeWay.Import, 2, 1, 1, 1),
                new SchoolImportRecord(start, SchoolRig.By, SchoolChangeWay.Import, 1, 3, 0, 0),
            ],
            await Rig.Undo.ListAsync(Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Undo_restores_the_contract_of_each_school(bool dryRun)
    {
        string[] present = await Rig.LinesAsync();
        SchoolUndoOutcome.Accepted undone = await AcceptedAsync(2, new SchoolUndoOrder("person-2") { DryRun = dryRun });

        Assert.Equal(["050505"], undone.Changes.Added.Select(school => school.Number.ToString()));
        Assert.Equal(["030569"], undone.Changes.Changed.Select(school => school.Number.ToString()));
        Assert.Equal(["060606"], undone.Changes.Removed.Select(school => school.Number.ToString()));
        Assert.Empty(undone.Later);
        if (dryRun)
        {
            Assert.Equal(present, await Rig.LinesAsync());
            return;
        }

        Assert.Equal(
            ["012345 Blijft 2026-09-01  [] []", "030569 Wijzigt 2026-09-01  [] []", "050505 Gaat 2026-09-01  [] []"], await Rig.LinesAsync());
        SchoolHistoryEntry entry = (await Rig.HistoryAsync("030569"))[0];
        Assert.Equal((SchoolChangeWay.Undo, "person-2", "Gewijzigd", "Wijzigt"), (entry.Way, entry.By, entry.Before!.Name, entry.After!.Name));
        Assert.Equal(
            "The import with revision 2 of the list of schools was undone by person-2: 1 added, 1 changed, 1 removed",
            Assert.Single(Rig.Logs.Entries, log => log.EventId.Id == 3019).Message);
    }

    [Fact]
    public async Task Undo_can_be_undone()
    {
        string[] present = await Rig.LinesAsync();
        await AcceptedAsync(2, new SchoolUndoOrder(SchoolRig.By));
        Assert.Equal(SchoolChangeWay.Undo, (await Rig.Undo.ListAsync(Cancel))[0].Way);
        await AcceptedAsync(3, new SchoolUndoOrder(SchoolRig.By));
        Assert.Equal(present, await Rig.LinesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Later_changes_are_shown_and_kept_or_overwritten(bool overwrites)
    {
        await Rig.Store.PutAsync(SchoolRig.School("030569", "Later gewijzigd"), SchoolRig.By, Cancel);
        await Rig.Store.PutAsync(SchoolRig.School("060606", "Nieuw, en gewijzigd"), SchoolRig.By, Cancel);
        await Rig.Store.PutAsync(SchoolRig.School("050505", "Terug"), SchoolRig.By, Cancel);
        await Rig.Store.PutAsync(SchoolRig.School("070707", "Anders"), SchoolRig.By, Cancel);

        SchoolUndoOutcome.Accepted undone = await AcceptedAsync(2, new SchoolUndoOrder(SchoolRig.By) { Overwrites = overwrites });

        Assert.Equal(
            ["030569 Wijzigt>Gewijzigd>Later gewijzigd", "050505 Gaat>>Terug", "060606 >Nieuw>Nieuw, en gewijzigd"],
            undone.Later.Select(school => $"{school.Number} {school.Before?.Name}>{school.After?.Name}>{school.Present?.Name}"));
        Assert.Equal(
            overwrites
                ? ["012345 Blijft", "030569 Wijzigt", "050505 Gaat", "070707 Anders"]
                : ["012345 Blijft", "030569 Later gewijzigd", "050505 Terug", "060606 Nieuw, en gewijzigd", "070707 Anders"],
            (await Rig.LinesAsync()).Select(line => line.Split(" 2026")[0]));
    }

    [Fact]
    public async Task A_school_that_got_its_former_contract_back_by_hand_is_no_change()
    {
        await Rig.Store.PutAsync(SchoolRig.School("030569", "Wijzigt"), SchoolRig.By, Cancel);
        SchoolUndoOutcome.Accepted undone = await AcceptedAsync(2, new SchoolUndoOrder(SchoolRig.By));
        Assert.Empty(undone.Later);
        Assert.Empty(undone.Changes.Changed);
    }

    [Fact]
    public async Task Import_can_be_undone_for_30_days()
    {
        Rig.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 1, 7, 30, 0, TimeSpan.Zero).AddDays(30));
        Assert.Equal([2L], (await Rig.Undo.ListAsync(Cancel)).Select(import => import.Revision));
        await AcceptedAsync(2, new SchoolUndoOrder(SchoolRig.By) { DryRun = true });
        Assert.IsType<SchoolUndoOutcome.Unknown>(await Rig.Undo.UndoAsync(1, new SchoolUndoOrder(SchoolRig.By), Cancel));
        Rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<SchoolUndoOutcome.Unknown>(await Rig.Undo.UndoAsync(2, new SchoolUndoOrder(SchoolRig.By), Cancel));
        Assert.IsType<SchoolUndoOutcome.Unknown>(await Rig.Undo.UndoAsync(99, new SchoolUndoOrder(SchoolRig.By), Cancel));
    }

    [Fact]
    public async Task The_list_that_was_shown_is_the_one_that_is_changed()
    {
        long shown = (await AcceptedAsync(2, new SchoolUndoOrder(SchoolRig.By) { DryRun = true })).Changes.Revision;
        await Rig.Store.PutAsync(SchoolRig.School("070707"), SchoolRig.By, Cancel);
        Assert.IsType<SchoolUndoOutcome.Overtaken>(await Rig.Undo.UndoAsync(2, new SchoolUndoOrder(SchoolRig.By) { Revision = shown }, Cancel));
        Assert.Equal(4, (await Rig.LinesAsync()).Length);
    }

    [Fact]
    public async Task Many_removals_must_be_stated()
    {
        await Rig.ImportedAsync(SchoolRig.Csv(40, "A"), removes: 3);
        SchoolUndoOrder order = new(SchoolRig.By) { Overwrites = true };
        Assert.Equal(40, Assert.IsType<SchoolUndoOutcome.RemovalNotStated>(await Rig.Undo.UndoAsync(3, order, Cancel)).Removes);
        Assert.IsType<SchoolUndoOutcome.RemovalNotStated>(await Rig.Undo.UndoAsync(3, order with { Removes = 39 }, Cancel));
        await AcceptedAsync(3, order with { Removes = 40 });
        Assert.Equal(3, (await Rig.LinesAsync()).Length);
    }

    [Fact]
    public async Task Former_number_that_another_school_has_now_blocks_the_undo()
    {
        await Rig.Store.PutAsync(SchoolRig.School("070707") with { FormerNumbers = [SchoolNumber.Parse("050505")] }, SchoolRig.By, Cancel);
        string[] present = await Rig.LinesAsync();
        SchoolFileFault fault = Assert.Single(
            Assert.IsType<SchoolUndoOutcome.Blocked>(await Rig.Undo.UndoAsync(2, new SchoolUndoOrder(SchoolRig.By), Cancel)).Faults);
        Assert.Equal("050505 is itself on the list, in the same period", fault.Fault);
        Assert.Equal("School 070707", fault.Where);
        Assert.Equal("vroegere nummers bevatten 050505, en dat nummer staat in dezelfde periode zelf op de lijst", fault.Dutch);
        Assert.Equal(present, await Rig.LinesAsync());
    }

    [Theory]
    // The two steps are the record of the import itself and the first removal of a staged entry.
    [InlineData("POST /", "SchoolHistory")]
    [InlineData("POST $batch", "")]
    public async Task An_import_whose_history_is_completed_later_is_listed_whole(string request, string table)
    {
        int writes = 0;
        // The list's rows and the switch succeed.
        _storage!.Intercept = sent => Blocks(sent) ? StorageProxy.Refuse : null;
        await Rig.ImportAsync(SchoolRig.Csv(250, "B"), removes: 3);
        _storage.Intercept = _ => null;

        SchoolImportRecord import = (await Rig.Undo.ListAsync(Cancel))[0];
        Assert.Equal((250, 0, 3), (import.Added, import.Changed, import.Removed));

        bool Blocks(string sent) => table.Length > 0
            ? sent.Contains(table, StringComparison.Ordinal)
            : sent == request && Interlocked.Increment(ref writes) > 11;
    }

    private async Task<SchoolUndoOutcome.Accepted> AcceptedAsync(long import, SchoolUndoOrder order) =>
        Assert.IsType<SchoolUndoOutcome.Accepted>(await Rig.Undo.UndoAsync(import, order, Cancel));
}
