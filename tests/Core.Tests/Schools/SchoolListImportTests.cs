using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>The effect of an import on the current list.</summary>
public sealed class SchoolListImportTests(AzuriteFixture azurite) : IDisposable
{
    private const string Former =
        "number,name,from,until,board,formerNumbers\n" +
        "012345,Blijft,2026-09-01,,Zonnestraal,\n" +
        "030569,Wijzigt,2026-09-01,,,\n" +
        "040404,Fusie,2026-09-01,,Molen,040401 040402\n" +
        "050505,Gaat,2020-09-01,2024-08-31,,\n";

    private readonly SchoolRig _rig = new(azurite.NewAccount());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_reports_its_changes_and_a_dry_run_changes_nothing(bool dryRun)
    {
        await _rig.ImportedAsync(Former);
        string[] before = await _rig.LinesAsync();
        string[] rows = await _rig.RowKeysAsync();

        SchoolListChanges changes = await _rig.ImportedAsync(
            "number;name;from;until\n60606;Nieuw;2026-09-01;\n040404;Fusie;2026-09-01;\n030569;Gewijzigd;2026-10-01;2027-08-31\n012345;Blijft;2026-09-01;\n",
            dryRun);

        Assert.Equal(dryRun, changes.DryRun);
        Assert.Equal([new SchoolName(SchoolNumber.Parse("060606"), "Nieuw")], changes.Added);
        ChangedSchool changed = Assert.Single(changes.Changed);
        Assert.Equal(("030569", "Gewijzigd"), (changed.Number.ToString(), changed.Name));
        Assert.Equal(["name", "from", "until"], changed.Fields);
        Assert.Equal([new SchoolName(SchoolNumber.Parse("050505"), "Gaat")], changes.Removed);
        Assert.Equal(2, changes.Unchanged);
        Assert.Equal(1, changes.WarningCount);
        Assert.Equal([new SchoolFileWarning(2, "number", null, "60606 is read as 060606")], changes.Warnings.Select(SchoolRig.InEnglish));
        if (dryRun)
        {
            Assert.Equal(before, await _rig.LinesAsync());
            Assert.Equal(rows, await _rig.RowKeysAsync());
        }
        else
        {
            // Board and former numbers stay, since the file has no such columns.
            Assert.Equal(
                [
                    "012345 Blijft 2026-09-01  [Zonnestraal] []", "030569 Gewijzigd 2026-10-01 2027-08-31 [] []",
                    "040404 Fusie 2026-09-01  [Molen] [040401 040402]", "060606 Nieuw 2026-09-01  [] []",
                ],
                await _rig.LinesAsync());
        }

        Assert.Equal(dryRun ? 1 : 2, _rig.Logs.Entries.Count(entry => entry.EventId.Id == 3012));
    }

    [Fact]
    public async Task Empty_column_clears_the_values()
    {
        await _rig.ImportedAsync(Former);
        SchoolListChanges changes = await _rig.ImportedAsync(
            "number,name,from,until,board,formerNumbers\n012345,Blijft,2026-09-01,,,\n030569,Wijzigt,2026-09-01,,,\n"
                + "040404,Fusie,2026-09-01,,,\n050505,Gaat,2020-09-01,2024-08-31,,\n");
        Assert.Equal([["board"], ["board", "formerNumbers"]], changes.Changed.Select(school => school.Fields));
        Assert.Equal("040404 Fusie 2026-09-01  [] []", (await _rig.LinesAsync())[2]);
    }

    [Fact]
    public async Task A_municipality_stays_without_its_column_and_is_replaced_with_it()
    {
        await _rig.ImportedAsync("nummer;naam;van;tot;gemeente\n012345;Een;2026-09-01;;Gent\n030569;Twee;2026-09-01;;\n");
        Assert.Empty((await _rig.ImportedAsync("number,name,from,until\n012345,Een,2026-09-01,\n030569,Twee,2026-09-01,\n")).Changed);
        Assert.Equal(["Gent", null], await MunicipalitiesAsync());

        SchoolListChanges changes = await _rig.ImportedAsync(
            "number,name,from,until,municipality\n012345,Een,2026-09-01,,\n030569,Twee,2026-09-01,,Leuven\n");

        Assert.Equal([["municipality"], ["municipality"]], changes.Changed.Select(school => school.Fields));
        Assert.Equal([null, "Leuven"], await MunicipalitiesAsync());

        async Task<IEnumerable<string?>> MunicipalitiesAsync() => (await _rig.Store.ListAsync(Cancel)).Contracts.Select(school => school.Municipality);
    }

    [Fact]
    public async Task The_same_list_again_changes_nothing_and_writes_nothing()
    {
        await _rig.ImportedAsync(Former);
        string[] rows = await _rig.RowKeysAsync();
        SchoolListChanges changes = await _rig.ImportedAsync(Former);
        Assert.Equal((0, 0, 0, 4), (changes.Added.Count, changes.Changed.Count, changes.Removed.Count, changes.Unchanged));
        Assert.Equal(rows, await _rig.RowKeysAsync());
        Assert.Equal(1, (await _rig.Store.ListAsync(Cancel)).Revision);
    }

    [Fact]
    public async Task Former_numbers_may_be_equal_if_the_periods_do_not_overlap()
    {
        await _rig.ImportedAsync(
            "number,name,from,until,board,formerNumbers\n040404,Fusie,2026-09-01,,,040401\n040401,Vroeger,2020-09-01,2026-08-31,,\n"
                + "050505,Eerder,2010-09-01,2020-08-31,,040401\n");
        Assert.Equal(3, (await _rig.LinesAsync()).Length);
    }

    [Fact]
    public async Task Import_is_logged_with_the_person()
    {
        await _rig.ImportedAsync(Former);
        Assert.Equal(
            "The list of schools was imported by 0d6e1b5c-staff: 4 added, 0 changed, 0 removed, 0 unchanged",
            Assert.Single(_rig.Logs.Entries, entry => entry.EventId.Id == 3012).Message);
    }

    [Fact]
    public async Task Schools_put_one_by_one_after_an_import_are_part_of_its_list()
    {
        await _rig.ImportedAsync(Former);
        await _rig.Store.PutAsync(SchoolRig.School("070707"), SchoolRig.By, Cancel);
        Assert.IsType<SchoolOutcome.Removed>(await _rig.Store.DeleteAsync(SchoolNumber.Parse("050505"), SchoolRig.Editor, Cancel));
        Assert.Equal(["012345", "030569", "040404", "070707"], (await _rig.Store.ListAsync(Cancel)).Contracts.Select(school => school.Number.ToString()));
        Assert.NotNull(await _rig.Store.FindAsync(SchoolNumber.Parse("070707"), Cancel));
        Assert.Null(await _rig.Store.FindAsync(SchoolNumber.Parse("050505"), Cancel));
        Assert.DoesNotContain(_rig.Logs.Entries, entry => entry.EventId.Id == 3003);
    }

    [Fact]
    public async Task A_reader_in_a_loop_never_sees_half_a_list()
    {
        await _rig.ImportedAsync(SchoolRig.Csv(150, "A"));
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        HashSet<(int Count, string Names)> seen = [];
        Task reader = Task.Run(
            async () =>
            {
                while (!over.IsCancellationRequested)
                {
                    SchoolList list = await _rig.Store.ListAsync(Cancel);
                    seen.Add((list.Contracts.Count, string.Concat(list.Contracts.Select(school => school.Name).Distinct())));
                }
            },
            Cancel);
        for (int round = 0; round < 5; round++)
        {
            await _rig.ImportedAsync(SchoolRig.Csv(220, "B"));
            await _rig.ImportedAsync(SchoolRig.Csv(150, "A"), removes: 70);
        }

        await over.CancelAsync();
        await reader;
        Assert.Subset(new HashSet<(int, string)> { (150, "A"), (220, "B") }, seen);
        Assert.DoesNotContain(_rig.Logs.Entries, entry => entry.EventId.Id == 3003);
    }

    [Fact]
    public async Task Puts_during_imports_are_all_kept()
    {
        await _rig.ImportedAsync(SchoolRig.Csv(150, "A"));
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        // Each import names the schools anew and says nothing of boards; each put gives a school a board.
        Task imports = Task.Run(
            async () =>
            {
                for (int round = 0; !over.IsCancellationRequested; round++)
                    await _rig.ImportAsync(SchoolRig.Csv(150, round % 2 == 0 ? "B" : "A"));
            },
            Cancel);
        foreach (int number in Enumerable.Range(100_000, 12))
        {
            SchoolTerms terms = new() { Name = "A", From = "2026-09-01", Board = $"Bestuur {number}" };
            Assert.IsType<SchoolOutcome.Stored>(await _rig.Register.PutAsync($"{number}", terms, SchoolRig.Editor, Cancel));
        }

        await over.CancelAsync();
        await imports;
        SchoolList list = await _rig.Store.ListAsync(Cancel);
        Assert.Equal(150, list.Contracts.Count);
        Assert.Equal(Enumerable.Range(100_000, 12).Select(number => $"Bestuur {number}"), list.Contracts.Take(12).Select(school => school.Board));
    }
}
