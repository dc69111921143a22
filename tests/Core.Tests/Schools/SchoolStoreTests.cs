using Azure.Data.Tables;
using LeerId.Schools;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

public sealed class SchoolStoreTests(AzuriteFixture azurite) : IDisposable
{
    private readonly SchoolRig _rig = new(azurite.NewAccount());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_school_is_stored_found_and_removed()
    {
        SchoolContract school = SchoolRig.School("012345") with
        {
            Until = new DateOnly(2027, 8, 31),
            Board = "Zonnestraal",
            Municipality = "Gent",
            FormerNumbers = [SchoolNumber.Parse("012346"), SchoolNumber.Parse("012347")],
        };
        await _rig.Store.PutAsync(school, SchoolRig.By, Cancel);

        Assert.Equivalent(school, await _rig.Store.FindAsync(school.Number, Cancel), strict: true);
        Assert.Equal(["012345 De Regenboog 2026-09-01 2027-08-31 [Zonnestraal] [012346 012347]"], await _rig.LinesAsync());
        Assert.IsType<SchoolOutcome.Removed>(await _rig.Store.DeleteAsync(school.Number, SchoolRig.Editor, Cancel));
        Assert.Null(await _rig.Store.FindAsync(school.Number, Cancel));
        Assert.Empty(await _rig.LinesAsync());
        Assert.IsType<SchoolOutcome.NotOnList>(await _rig.Store.DeleteAsync(school.Number, SchoolRig.Editor, Cancel));
    }

    [Fact]
    public async Task Each_change_is_a_revision()
    {
        Assert.Equal(0, (await _rig.Store.ListAsync(Cancel)).Revision);
        await _rig.Store.PutAsync(SchoolRig.School("012345"), SchoolRig.By, Cancel);
        await _rig.Store.PutAsync(SchoolRig.School("012345", "Anders"), SchoolRig.By, Cancel);
        await _rig.Store.DeleteAsync(SchoolNumber.Parse("012345"), SchoolRig.Editor, Cancel);
        Assert.Equal(3, (await _rig.Store.ListAsync(Cancel)).Revision);
        await _rig.ImportedAsync(SchoolRig.Csv(1, "A"));
        Assert.Equal(4, (await _rig.Store.ListAsync(Cancel)).Revision);
    }

    [Fact]
    public async Task Table_that_was_filled_by_hand_still_works()
    {
        await AddByHandAsync("012345", "030569");
        Assert.Equal(2, (await _rig.LinesAsync()).Length);
        Assert.NotNull(await _rig.Store.FindAsync(SchoolNumber.Parse("030569"), Cancel));

        await _rig.Store.PutAsync(SchoolRig.School("040404"), SchoolRig.By, Cancel);
        Assert.IsType<SchoolOutcome.Removed>(await _rig.Store.DeleteAsync(SchoolNumber.Parse("012345"), SchoolRig.Editor, Cancel));

        Assert.Equal(["030569", "040404"], (await _rig.Store.ListAsync(Cancel)).Contracts.Select(school => school.Number.ToString()));
        Assert.Equal(["030569", "040404", "current"], (await _rig.RowKeysAsync()).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(_rig.Logs.Entries, entry => entry.EventId.Id is 3002 or 3003);
    }

    [Fact]
    public async Task A_table_made_by_hand_is_replaced_by_an_import()
    {
        await AddByHandAsync("012345", "100000");
        Assert.Equal([SchoolNumber.Parse("012345")], (await _rig.ImportedAsync(SchoolRig.Csv(2, "A"))).Removed.Select(school => school.Number));
        Assert.Equal(2, (await _rig.LinesAsync()).Length);
        Assert.Equal(3, (await _rig.RowKeysAsync()).Length);
    }

    [Fact]
    public async Task Row_that_was_removed_by_hand_is_logged_and_the_others_are_used()
    {
        await _rig.ImportedAsync(SchoolRig.Csv(3, "A"));
        string key = (await _rig.RowKeysAsync()).Single(key => key.EndsWith("100001", StringComparison.Ordinal));
        await _rig.Table.DeleteEntityAsync("school", key, cancellationToken: Cancel);

        Assert.Equal(2, (await _rig.LinesAsync()).Length);
        Assert.Equal(
            "The list of schools has 2 rows instead of 3: somebody added or removed rows by hand",
            Assert.Single(_rig.Logs.Entries, entry => entry.EventId.Id == 3003).Message);
        Assert.Single((await _rig.ImportedAsync(SchoolRig.Csv(3, "A"))).Added);
        Assert.Equal(3, (await _rig.LinesAsync()).Length);
    }

    [Fact]
    public async Task Unreadable_row_is_ignored_and_logged_and_an_import_removes_it()
    {
        await AddByHandAsync("012345");
        await _rig.Table.AddEntityAsync(new TableEntity("school", "100000") { ["Name"] = "A", ["From"] = "1 September" }, Cancel);
        await _rig.Store.PutAsync(SchoolRig.School("030569"), SchoolRig.By, Cancel);

        Assert.Equal(2, (await _rig.LinesAsync()).Length);
        Assert.Contains(_rig.Logs.Entries, entry => entry.EventId.Id == 3002);
        Assert.DoesNotContain(_rig.Logs.Entries, entry => entry.EventId.Id == 3003);
        Assert.Null(await _rig.Store.FindAsync(SchoolNumber.Parse("100000"), Cancel));
        Assert.Equal(
            "The current list has rows that can't be read, which are removed: 1.",
            Assert.Single((await _rig.ImportedAsync(SchoolRig.Csv(1, "A"))).Warnings).Warning);
        Assert.Equal(2, (await _rig.RowKeysAsync()).Length);
    }

    [Fact]
    public async Task Concurrent_changes_are_all_kept()
    {
        await _rig.Store.PutAsync(SchoolRig.School("999000"), SchoolRig.By, Cancel);
        Task[] changes = [.. Enumerable.Range(1, 20).Select(number => _rig.Store.PutAsync(SchoolRig.School($"{number:D6}"), SchoolRig.By, Cancel)),
            _rig.Store.DeleteAsync(SchoolNumber.Parse("999000"), SchoolRig.Editor, Cancel)];
        await Task.WhenAll(changes);

        SchoolList list = await _rig.Store.ListAsync(Cancel);
        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"{number:D6}"), list.Contracts.Select(school => school.Number.ToString()));
        Assert.Equal(22, list.Revision);
        Assert.DoesNotContain(_rig.Logs.Entries, entry => entry.EventId.Id == 3003);
    }

    private async Task AddByHandAsync(params string[] numbers)
    {
        await _rig.Table.CreateIfNotExistsAsync(Cancel);
        foreach (string number in numbers)
            await _rig.Table.AddEntityAsync(new TableEntity("school", number) { ["Name"] = "Met de hand", ["From"] = "2026-09-01" }, Cancel);
    }
}
