using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>Storage fails in the middle of a change, or its answer is lost.</summary>
public sealed class SchoolStoreFaultTests(AzuriteFixture azurite) : IAsyncLifetime
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
    public async Task A_put_whose_answer_is_lost_counts_once()
    {
        await Rig.Store.PutAsync(SchoolRig.School("030569"), SchoolRig.By, Cancel);
        LoseAnswer(1);
        SchoolOutcome outcome = await Rig.Register.PutAsync("012345", new SchoolTerms { Name = "A", From = "2026-09-01" }, SchoolRig.Editor, Cancel);

        Assert.True(Assert.IsType<SchoolOutcome.Stored>(outcome).IsNew);
        Assert.Equal(2, (await Rig.Store.ListAsync(Cancel)).Revision);
        Assert.Single(Rig.Logs.Entries, entry => entry.EventId.Id == 3010);
    }

    [Fact]
    public async Task The_very_first_put_whose_answer_is_lost_counts_once()
    {
        LoseAnswer(1);
        await Rig.Store.PutAsync(SchoolRig.School("012345"), SchoolRig.By, Cancel);
        Assert.Equal(1, (await Rig.Store.ListAsync(Cancel)).Revision);
    }

    [Fact]
    public async Task A_delete_whose_answer_is_lost_is_still_a_delete()
    {
        await Rig.Store.PutAsync(SchoolRig.School("012345"), SchoolRig.By, Cancel);
        LoseAnswer(1);
        Assert.IsType<SchoolOutcome.Removed>(await Rig.Register.DeleteAsync("012345", SchoolRig.Editor, Cancel));
        Assert.Equal(2, (await Rig.Store.ListAsync(Cancel)).Revision);
        Assert.Single(Rig.Logs.Entries, entry => entry.EventId.Id == 3011);
    }

    [Theory]
    // All 250 schools change: five batches for the new list and its history, the switch, three batches into the history, three batches for the
    // removal of staged entries, three batches for the old list.
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(15)]
    public async Task Import_is_applied_even_if_an_answer_is_lost(int lost)
    {
        await Rig.ImportedAsync(SchoolRig.Csv(250, "A"));
        LoseAnswer(lost);
        Assert.Equal(250, (await Rig.ImportedAsync(SchoolRig.Csv(250, "B"))).Changed.Count);

        Assert.All(await Rig.LinesAsync(), line => Assert.Contains(" B ", line, StringComparison.Ordinal));
        Assert.Equal(251, (await Rig.RowKeysAsync()).Length);
        Assert.Equal(2, (await Rig.Store.ListAsync(Cancel)).Revision);
    }

    [Theory]
    // All 250 schools change and one is removed: six batches, the switch, three batches into the history, and so on.
    [InlineData(1, "A")]
    [InlineData(2, "A")]
    [InlineData(6, "A")]
    [InlineData(7, "A")]
    [InlineData(8, "B")]
    [InlineData(10, "B")]
    [InlineData(11, "B")]
    [InlineData(14, "B")]
    [InlineData(16, "B")]
    public async Task Interrupted_import_leaves_the_old_or_the_new_list_and_the_next_import_works(int write, string expected)
    {
        await Rig.ImportedAsync(SchoolRig.Csv(250, "A"));
        await Rig.Store.PutAsync(SchoolRig.School("012345", "A"), SchoolRig.By, Cancel);
        int writes = 0;
        Storage.Intercept = request => request == Transaction && Interlocked.Increment(ref writes) >= write ? StorageProxy.Refuse : null;

        Exception? fault = await Record.ExceptionAsync(() => Rig.ImportAsync(SchoolRig.Csv(250, "B")));

        Storage.Intercept = _ => null;
        Assert.Equal(expected == "A", fault is not null);
        string[] lines = await Rig.LinesAsync();
        Assert.Equal(expected == "A" ? 251 : 250, lines.Length);
        Assert.All(lines, line => Assert.Contains($" {expected} ", line, StringComparison.Ordinal));
        Assert.Equal(expected == "B", Rig.Logs.Entries.Any(entry => entry.EventId.Id == 3014));
        Assert.Equal(expected == "B" && write < 14, Rig.Logs.Entries.Any(entry => entry.EventId.Id == 3015));
        Assert.DoesNotContain(Rig.Logs.Entries, entry => entry.EventId.Id == 3003);

        await Rig.ImportedAsync(SchoolRig.Csv(30, "C"), removes: lines.Length - 30);
        Assert.Equal(30, (await Rig.LinesAsync()).Length);
        Assert.Equal(31, (await Rig.RowKeysAsync()).Length);
        string[] changes = [.. (await Rig.HistoryAsync("100249")).Select(entry => $"{entry.Before?.Name}>{entry.After?.Name}")];
        Assert.Equal(expected == "B" ? ["B>", "A>B", ">A"] : ["A>", ">A"], changes);
    }

    [Fact]
    public async Task Put_during_an_import_is_kept_and_the_import_is_refused()
    {
        await Rig.ImportedAsync(SchoolRig.Csv(250, "A"));
        InTheMiddle(2, () => Rig.Store.PutAsync(SchoolRig.School("012345", "Tussendoor"), SchoolRig.By, Cancel));

        Assert.IsType<SchoolImportOutcome.Overtaken>(await Rig.ImportAsync(SchoolRig.Csv(250, "B")));

        string[] lines = await Rig.LinesAsync();
        Assert.Equal(251, lines.Length);
        Assert.Equal("012345 Tussendoor 2026-09-01  [] []", lines[0]);
        Assert.All(lines[1..], line => Assert.Contains(" A ", line, StringComparison.Ordinal));
        // The rows that the import had written are deleted.
        Assert.Equal(252, (await Rig.RowKeysAsync()).Length);
        Assert.Single(Rig.Logs.Entries, entry => entry.EventId.Id == 3012);
    }

    [Fact]
    public async Task Import_during_another_import_is_kept_and_the_other_is_refused()
    {
        await Rig.ImportedAsync(SchoolRig.Csv(250, "A"));
        SchoolImportOutcome? inner = null;
        InTheMiddle(2, async () => inner = await Rig.ImportAsync(SchoolRig.Csv(150, "C"), removes: 100));

        Assert.IsType<SchoolImportOutcome.Overtaken>(await Rig.ImportAsync(SchoolRig.Csv(250, "B")));

        Assert.IsType<SchoolImportOutcome.Accepted>(inner);
        string[] lines = await Rig.LinesAsync();
        Assert.Equal(150, lines.Length);
        Assert.All(lines, line => Assert.Contains(" C ", line, StringComparison.Ordinal));
        Assert.Equal(151, (await Rig.RowKeysAsync()).Length);
    }

    [Theory]
    // The five batches and the switch are done. The interrupted step is the history, the removal of staged entries, or the removal of old rows. It
    // waits until another import is applied.
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(13)]
    public async Task Import_after_the_switch_of_another_import_is_kept_and_completes_the_history_of_the_other(int write)
    {
        await Rig.ImportedAsync(SchoolRig.Csv(250, "A"));
        InTheMiddle(write, () => Rig.ImportAsync(SchoolRig.Csv(150, "C"), removes: 100));

        Assert.IsType<SchoolImportOutcome.Accepted>(await Rig.ImportAsync(SchoolRig.Csv(250, "B")));

        string[] lines = await Rig.LinesAsync();
        Assert.Equal(150, lines.Length);
        Assert.All(lines, line => Assert.Contains(" C ", line, StringComparison.Ordinal));
        Assert.Equal(151, (await Rig.RowKeysAsync()).Length);
        Assert.DoesNotContain(Rig.Logs.Entries, entry => entry.EventId.Id is 3014 or 3015);
        Assert.Equal(["B>C", "A>B", ">A"], (await Rig.HistoryAsync("100000")).Select(entry => $"{entry.Before?.Name}>{entry.After?.Name}"));
        Assert.Equal(["B>", "A>B", ">A"], (await Rig.HistoryAsync("100249")).Select(entry => $"{entry.Before?.Name}>{entry.After?.Name}"));
    }

    [Fact]
    public async Task Reader_that_began_before_an_import_reads_the_new_list()
    {
        await Rig.ImportedAsync(SchoolRig.Csv(250, "A"));
        int reads = 0;
        // The import runs between the read of the pointer and the read of the rows. By then the rows of the old pointer are deleted.
        Storage.Before = async request =>
        {
            if (request == "GET Schools()" && Interlocked.Increment(ref reads) == 1)
                await Rig.ImportedAsync(SchoolRig.Csv(200, "B"), removes: 50);
        };

        string[] lines = await Rig.LinesAsync();

        Assert.Equal(200, lines.Length);
        Assert.All(lines, line => Assert.Contains(" B ", line, StringComparison.Ordinal));
    }

    private void LoseAnswer(int number)
    {
        int writes = 0;
        Storage.LosesAnswer = request => request == Transaction && Interlocked.Increment(ref writes) == number;
    }

    /// <summary>Runs an action before the given transaction, counted from now.</summary>
    private void InTheMiddle(int number, Func<Task> act)
    {
        int writes = 0;
        Storage.Before = async request =>
        {
            if (request == Transaction && Interlocked.Increment(ref writes) == number)
                await act();
        };
    }
}
