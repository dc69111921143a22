using LeerId.Schools;
using LeerId.Testing;
using LeerId.Text;

namespace LeerId.Core.Tests.Schools;

/// <summary>
/// When two editors change the same school, the second can't overwrite a change that it has not seen. The same rule holds when a contract is
/// extended, ended or restored.
/// </summary>
public sealed class SchoolEditorsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Number = "012345";

    private static readonly SchoolTerms Terms = new()
    {
        Name = "De Regenboog",
        From = "2026-09-01",
        Until = "2027-08-31",
        FormerNumbers = ["012346", "012347"],
    };

    private StorageProxy? _storage;
    private SchoolRig? _rig;

    private SchoolRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await StorageProxy.StartAsync(azurite.NewAccount());
        _rig = new SchoolRig(_storage.ConnectionString);
        Assert.IsType<SchoolOutcome.Stored>(await PutAsync(Terms, SchoolRevision.NotOnList));
    }

    public async ValueTask DisposeAsync()
    {
        _rig?.Dispose();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Second_of_two_editors_gets_the_contract_of_the_first_and_changes_nothing()
    {
        string seen = await RevisionAsync();
        Assert.IsType<SchoolOutcome.Stored>(await PutAsync(Terms with { Name = "Eerste" }, seen));

        SchoolOutcome second = await PutAsync(Terms with { Name = "Tweede" }, seen);
        SchoolOutcome removal = await Rig.Register.DeleteAsync(Number, new SchoolEditor(SchoolRig.By, seen), Cancel);
        SchoolOutcome extension = await Rig.Register.ExtendAsync(Number, "2028-08-31", new SchoolEditor(SchoolRig.By, seen), Cancel);

        Assert.All(new[] { second, removal, extension }, outcome => Assert.Equal("Eerste", Assert.IsType<SchoolOutcome.Changed>(outcome).Present?.Name));
        Assert.Equal("Eerste", (await FindAsync())!.Name);
        Assert.Equal(2, (await Rig.HistoryAsync(Number)).Count);
        Assert.IsType<SchoolOutcome.Stored>(await PutAsync(Terms with { Name = "Tweede" }, await RevisionAsync()));
    }

    [Fact]
    public async Task An_editor_who_is_overtaken_while_the_change_is_made_changes_nothing()
    {
        string seen = await RevisionAsync();
        int writes = 0;
        _storage!.Before = async request =>
        {
            if (request == "POST $batch" && Interlocked.Increment(ref writes) == 1)
                await PutAsync(Terms with { Name = "Eerste" }, seen);
        };

        Assert.Equal("Eerste", Assert.IsType<SchoolOutcome.Changed>(await PutAsync(Terms with { Name = "Tweede" }, seen)).Present!.Name);
        Assert.Equal("Eerste", (await FindAsync())!.Name);
    }

    [Fact]
    public async Task Extension_keeps_a_concurrent_change()
    {
        int writes = 0;
        _storage!.Before = async request =>
        {
            if (request == "POST $batch" && Interlocked.Increment(ref writes) == 1)
                await PutAsync(Terms with { Name = "Eerste" }, null);
        };

        Assert.IsType<SchoolOutcome.Changed>(await Rig.Register.ExtendAsync(Number, "2028-08-31", SchoolRig.Editor, Cancel));

        Assert.Equal(("Eerste", new DateOnly(2027, 8, 31)), ((await FindAsync())!.Name, (await FindAsync())!.Until));
    }

    [Fact]
    public async Task The_same_change_sent_twice_is_made_once()
    {
        string seen = await RevisionAsync();
        SchoolEditor editor = new(SchoolRig.By, seen);
        Assert.IsType<SchoolOutcome.Stored>(await Rig.Register.ExtendAsync(Number, "2028-08-31", editor, Cancel));
        Assert.IsType<SchoolOutcome.Stored>(await Rig.Register.ExtendAsync(Number, "2028-08-31", editor, Cancel));
        SchoolTerms reordered = Terms with { Until = "2028-08-31", FormerNumbers = ["012347", "012346"] };
        Assert.False(Assert.IsType<SchoolOutcome.Stored>(await PutAsync(reordered, seen)).IsNew);

        Assert.Equal(2, (await Rig.HistoryAsync(Number)).Count);
    }

    [Theory]
    [InlineData(SchoolRevision.NotOnList, "012345", false)]
    [InlineData(SchoolRevision.NotOnList, "030569", true)]
    [InlineData(SchoolRevision.OnList, "012345", true)]
    [InlineData(SchoolRevision.OnList, "030569", false)]
    [InlineData("", "012345", false)]
    [InlineData(null, "012345", true)]
    [InlineData(null, "030569", true)]
    public async Task Revision_that_the_editor_saw_decides(string? seen, string number, bool isDone)
    {
        SchoolTerms terms = new() { Name = "Nieuw", From = "2026-09-01" };
        SchoolOutcome outcome = await Rig.Register.PutAsync(number, terms, new SchoolEditor(SchoolRig.By, seen), Cancel);
        Assert.Equal(isDone, outcome is SchoolOutcome.Stored);
        if (!isDone)
            Assert.Equal(number == Number ? "De Regenboog" : null, Assert.IsType<SchoolOutcome.Changed>(outcome).Present?.Name);
    }

    [Fact]
    public async Task An_import_that_leaves_a_school_as_it_is_leaves_its_revision()
    {
        string seen = await RevisionAsync();
        await Rig.ImportedAsync("number,name,from,until\n012345,De Regenboog,2026-09-01,2027-08-31\n030569,Nieuw,2026-09-01,\n");
        Assert.Equal(seen, await RevisionAsync());
        Assert.IsType<SchoolOutcome.Removed>(await Rig.Register.DeleteAsync(Number, new SchoolEditor(SchoolRig.By, seen), Cancel));
    }

    [Fact]
    public async Task Every_member_of_a_contract_makes_another_revision()
    {
        SchoolContract contract = (await FindAsync())!;
        string[] revisions = [.. new[]
        {
            contract, contract with { Name = "x" }, contract with { From = contract.From.AddDays(1) }, contract with { Until = null },
            contract with { Board = "x" }, contract with { Municipality = "x" }, contract with { FormerNumbers = [] },
            contract with { Number = SchoolNumber.Parse("030569") },
        }.Select(SchoolRevision.Of)];
        Assert.Equal(revisions.Length, revisions.Append(SchoolRevision.Of(null)).Distinct().Count() - 1);
        Assert.All(revisions, revision => Assert.Matches("^[A-Za-z0-9_-]{20}$", revision));
    }

    [Theory]
    [InlineData(null, "is missing", "ontbreekt")]
    [InlineData("", "is missing", "ontbreekt")]
    [InlineData("31/08/2028", "must be a day such as 2026-09-01", "is geen dag die bestaat")]
    [InlineData("2027-08-30", "must be after the current last day", "ligt niet na de huidige laatste dag")]
    public async Task An_extension_has_a_later_day(string? until, string fault, string dutch)
    {
        SchoolOutcome outcome = await Rig.Register.ExtendAsync(Number, until, SchoolRig.Editor, Cancel);
        Assert.Equal([new FieldFault("until", fault, dutch)], Assert.IsType<SchoolOutcome.Invalid>(outcome).Faults);
        Assert.Single(await Rig.HistoryAsync(Number));
    }

    [Theory]
    [InlineData(null, "is missing", "ontbreekt")]
    [InlineData("2027-09-01", "must be before the current last day", "ligt niet voor de huidige laatste dag")]
    [InlineData("2026-08-31", "is before the first day", "ligt voor de eerste dag")]
    public async Task An_end_has_an_earlier_day(string? until, string fault, string dutch)
    {
        SchoolOutcome outcome = await Rig.Register.EndAsync(Number, until, SchoolRig.Editor, Cancel);
        Assert.Equal([new FieldFault("until", fault, dutch)], Assert.IsType<SchoolOutcome.Invalid>(outcome).Faults);
        Assert.Single(await Rig.HistoryAsync(Number));
    }

    [Fact]
    public async Task Missing_day_is_a_fault_even_on_an_outdated_contract()
    {
        SchoolEditor editor = new(SchoolRig.By, SchoolRevision.NotOnList);
        Assert.IsType<SchoolOutcome.Invalid>(await Rig.Register.ExtendAsync(Number, "", editor, Cancel));
        Assert.IsType<SchoolOutcome.Invalid>(await Rig.Register.EndAsync(Number, null, editor, Cancel));
    }

    [Fact]
    public async Task Only_the_last_day_changes_with_an_extension_or_an_end()
    {
        SchoolContract before = (await FindAsync())!;
        SchoolOutcome extended = await Rig.Register.ExtendAsync(Number, "2028-08-31", new SchoolEditor(SchoolRig.By, await RevisionAsync()), Cancel);
        Assert.Equivalent(before with { Until = new DateOnly(2028, 8, 31) }, Assert.IsType<SchoolOutcome.Stored>(extended).Contract, strict: true);
        SchoolOutcome ended = await Rig.Register.EndAsync(Number, "2026-12-31", new SchoolEditor(SchoolRig.By, await RevisionAsync()), Cancel);
        Assert.Equivalent(before with { Until = new DateOnly(2026, 12, 31) }, Assert.IsType<SchoolOutcome.Stored>(ended).Contract, strict: true);
    }

    [Fact]
    public async Task A_contract_without_an_end_can_be_ended_and_not_extended()
    {
        await PutAsync(Terms with { Until = null }, null);
        SchoolOutcome outcome = await Rig.Register.ExtendAsync(Number, "2028-08-31", SchoolRig.Editor, Cancel);
        Assert.Equal(
            [new FieldFault("until", "can't be later, because the contract has no end", "kan niet later: het contract heeft geen einde")],
            Assert.IsType<SchoolOutcome.Invalid>(outcome).Faults);
        Assert.IsType<SchoolOutcome.Stored>(await Rig.Register.EndAsync(Number, "2028-08-31", SchoolRig.Editor, Cancel));
    }

    [Theory]
    [InlineData("030569")]
    [InlineData("12345")]
    public async Task A_school_that_is_not_on_the_list_can_not_be_extended_ended_removed_or_restored(string number)
    {
        Assert.IsType<SchoolOutcome.NotOnList>(await Rig.Register.ExtendAsync(number, "2028-08-31", SchoolRig.Editor, Cancel));
        Assert.IsType<SchoolOutcome.NotOnList>(await Rig.Register.EndAsync(number, "2026-12-31", SchoolRig.Editor, Cancel));
        Assert.IsType<SchoolOutcome.NotOnList>(await Rig.Register.DeleteAsync(number, SchoolRig.Editor, Cancel));
        Assert.IsType<SchoolOutcome.NotOnList>(await Rig.Register.RestoreAsync(number, 1, SchoolRig.Editor, Cancel));
    }

    [Fact]
    public async Task A_restored_contract_is_what_it_was_before_the_change_and_a_change_of_its_own()
    {
        SchoolContract before = (await FindAsync())!;
        await PutAsync(Terms with { Name = "Vergissing", FormerNumbers = [] }, null);
        await Rig.Register.DeleteAsync(Number, SchoolRig.Editor, Cancel);
        long mistake = (await Rig.HistoryAsync(Number))[1].Revision;

        SchoolOutcome stale = await Rig.Register.RestoreAsync(Number, mistake, new SchoolEditor("other", SchoolRevision.Of(before)), Cancel);
        Assert.Null(Assert.IsType<SchoolOutcome.Changed>(stale).Present);
        SchoolOutcome restored = await Rig.Register.RestoreAsync(Number, mistake, new SchoolEditor("other", SchoolRevision.NotOnList), Cancel);

        Assert.Equivalent(before, Assert.IsType<SchoolOutcome.Stored>(restored).Contract, strict: true);
        IReadOnlyList<SchoolHistoryEntry> history = await Rig.HistoryAsync(Number);
        Assert.Equal((4, "other", SchoolChangeWay.Put), (history.Count, history[0].By, history[0].Way));
    }

    [Fact]
    public async Task A_school_that_was_not_on_the_list_before_a_change_is_taken_off_again()
    {
        long added = Assert.Single(await Rig.HistoryAsync(Number)).Revision;
        Assert.IsType<SchoolOutcome.Removed>(
            await Rig.Register.RestoreAsync(Number, added, new SchoolEditor(SchoolRig.By, await RevisionAsync()), Cancel));
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task A_contract_that_is_no_longer_allowed_is_not_restored()
    {
        await PutAsync(Terms with { FormerNumbers = [] }, null);
        long revision = (await Rig.HistoryAsync(Number))[0].Revision;
        await Rig.Store.PutAsync(SchoolRig.School("030569") with { FormerNumbers = [SchoolNumber.Parse("012346")] }, SchoolRig.By, Cancel);

        SchoolOutcome outcome = await Rig.Register.RestoreAsync(Number, revision, SchoolRig.Editor, Cancel);

        Assert.Equal("formerNumbers", Assert.Single(Assert.IsType<SchoolOutcome.Invalid>(outcome).Faults).Field);
    }

    private Task<SchoolOutcome> PutAsync(SchoolTerms terms, string? seen) => Rig.Register.PutAsync(Number, terms, new SchoolEditor(SchoolRig.By, seen), Cancel);

    private Task<SchoolContract?> FindAsync() => Rig.Register.FindAsync(Number, Cancel);

    private async Task<string> RevisionAsync() => SchoolRevision.Of(await FindAsync());
}
