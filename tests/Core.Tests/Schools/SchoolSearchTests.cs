using LeerId.Schools;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools;

/// <summary>Search by name, number, former number and municipality, with paging.</summary>
public sealed class SchoolSearchTests(SchoolSearchTests.SharedRig shared) : IClassFixture<SchoolSearchTests.SharedRig>
{
    private const string List =
        """
        number;name;from;until;formerNumbers;municipality
        012345;Basisschool De Regenboog;2020-09-01;;;Gent
        030569;École Sainte-Thérèse;2020-09-01;2026-10-31;;Sint-Genesius-Rode
        040404;’t Kasteel;2020-09-01;2026-11-01;040401 040402;Liège
        050505;de zonnebloem;2020-09-01;2026-08-31;;gent
        060606;De Brug;2026-10-01;2027-08-31;;
        070707;Ålesund ß;2026-09-01;2026-09-01;;Aalst
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SchoolSearch Search => shared.Rig.Search;

    [Theory]
    [InlineData("", "060606 012345 050505 030569 070707 040404")]
    [InlineData("regenboog", "012345")]
    [InlineData("  REGEN  school ", "012345")]
    [InlineData("ecole sainte therese", "030569")]
    [InlineData("École Sainte-Thérèse", "030569")]
    [InlineData("E\u0301cole", "030569")]
    [InlineData("'t kasteel", "040404")]
    [InlineData("`t KASTEEL", "040404")]
    [InlineData("alesund", "070707")]
    [InlineData("012345", "012345")]
    [InlineData("12345", "012345")]
    [InlineData("040402", "040404")]
    [InlineData("gent", "012345 050505")]
    [InlineData("GENT zonne", "050505")]
    [InlineData("luik", "")]
    [InlineData("liege", "040404")]
    [InlineData("regenboog leuven", "")]
    // A word of the query matches only within one field, never across two.
    [InlineData("regenbooggent", "")]
    [InlineData("-", "060606 012345 050505 030569 070707 040404")]
    public async Task Words_are_found_whatever_their_case_accents_and_punctuation(string text, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), (await FindAsync(new SchoolQuery { Text = text })).Order());

    [Fact]
    public async Task Half_a_surrogate_pair_and_a_long_text_are_searched_for_as_well()
    {
        Assert.Empty(await FindAsync(new SchoolQuery { Text = "regenboog\ud800x" }));
        Assert.Equal(["012345"], await FindAsync(new SchoolQuery { Text = "regenboog" + new string(' ', SchoolSearch.MaxTextLength) + "x" }));
    }

    [Theory]
    // Today is 1 September 2026, so 31 October is within 60 days and 1 November is not.
    [InlineData(SchoolState.All, "012345 030569 040404 050505 060606 070707")]
    [InlineData(SchoolState.InForce, "012345 030569 040404 070707")]
    [InlineData(SchoolState.EndsSoon, "030569 070707")]
    [InlineData(SchoolState.Ended, "050505")]
    [InlineData(SchoolState.NotBegun, "060606")]
    public async Task State_of_today_is_a_filter_with_a_count(SchoolState state, string expected)
    {
        SchoolQuery query = new() { State = state, Order = SchoolOrder.Number };
        Assert.Equal(expected.Split(' '), await FindAsync(query));
        SchoolPage page = await Search.FindAsync(query, Cancel);
        Assert.Equal(expected.Split(' ').Length, page.Found);
        Assert.Equal([6, 4, 2, 1, 1], Enum.GetValues<SchoolState>().Select(each => page.Counts[each]));
        SchoolPage inGent = await Search.FindAsync(query with { Text = "gent" }, Cancel);
        Assert.Equal([2, 1, 0, 1, 0], Enum.GetValues<SchoolState>().Select(each => inGent.Counts[each]));
    }

    [Theory]
    [InlineData(SchoolOrder.Name, false, "070707 012345 060606 050505 030569 040404")]
    [InlineData(SchoolOrder.Name, true, "040404 030569 050505 060606 012345 070707")]
    [InlineData(SchoolOrder.Number, false, "012345 030569 040404 050505 060606 070707")]
    [InlineData(SchoolOrder.Number, true, "070707 060606 050505 040404 030569 012345")]
    [InlineData(SchoolOrder.Municipality, false, "070707 012345 050505 040404 030569 060606")]
    [InlineData(SchoolOrder.Municipality, true, "030569 040404 012345 050505 070707 060606")]
    [InlineData(SchoolOrder.Until, false, "050505 070707 030569 040404 060606 012345")]
    [InlineData(SchoolOrder.Until, true, "060606 040404 030569 070707 050505 012345")]
    public async Task Schools_are_sorted_with_unknown_values_last(SchoolOrder order, bool isDescending, string expected) =>
        Assert.Equal(expected.Split(' '), await FindAsync(new SchoolQuery { Order = order, IsDescending = isDescending }));

    [Fact]
    public async Task A_list_of_400_schools_is_paged_and_a_page_beyond_its_ends_is_the_nearest_one()
    {
        using SchoolRig rig = new(shared.NewAccount());
        await rig.ImportedAsync(SchoolRig.Csv(400, "Basisschool"));
        SchoolPage first = await rig.Search.FindAsync(new SchoolQuery(), Cancel);
        Assert.Equal((50, 400, 1, 8), (first.Schools.Count, first.Found, first.Page, first.Pages));
        Assert.Equal("100000", first.Schools[0].Number.ToString());
        SchoolPage last = await rig.Search.FindAsync(new SchoolQuery { Page = 8 }, Cancel);
        Assert.Equal((50, "100399"), (last.Schools.Count, last.Schools[^1].Number.ToString()));
        Assert.Equal(8, (await rig.Search.FindAsync(new SchoolQuery { Page = int.MaxValue }, Cancel)).Page);
        Assert.Equal(1, (await rig.Search.FindAsync(new SchoolQuery { Page = -1 }, Cancel)).Page);
        Assert.Equal((1, 1, 0), Numbers(await rig.Search.FindAsync(new SchoolQuery { Text = "nergens", Page = 3 }, Cancel)));

        static (int Page, int Pages, int Found) Numbers(SchoolPage page) => (page.Page, page.Pages, page.Found);
    }

    [Fact]
    public async Task A_search_shows_every_change_made_before_it_and_reads_the_list_only_after_one()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(shared.NewAccount());
        using SchoolRig rig = new(storage.ConnectionString), other = new(storage.ConnectionString);
        await other.ImportedAsync(SchoolRig.Csv(3, "Een"));
        int lists = 0;
        storage.Before = request =>
        {
            if (request == "GET Schools()")
                Interlocked.Increment(ref lists);
            return Task.CompletedTask;
        };

        Assert.Equal(3, (await rig.Search.FindAsync(new SchoolQuery(), Cancel)).Found);
        Assert.Equal(3, (await rig.Search.FindAsync(new SchoolQuery { Text = "een" }, Cancel)).Found);
        Assert.Equal(1, lists);
        await other.Store.PutAsync(SchoolRig.School("012345", "Twee"), SchoolRig.By, Cancel);
        Assert.Equal(1, (await rig.Search.FindAsync(new SchoolQuery { Text = "twee" }, Cancel)).Found);
        await other.ImportedAsync(SchoolRig.Csv(3, "Drie"), removes: 1);
        Assert.Equal(3, (await rig.Search.FindAsync(new SchoolQuery { Text = "drie" }, Cancel)).Found);

        // A row that somebody changed directly is visible within a minute.
        string key = (await rig.RowKeysAsync()).Single(key => key.EndsWith("100001", StringComparison.Ordinal));
        await rig.Table.DeleteEntityAsync("school", key, cancellationToken: Cancel);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await rig.Search.FindAsync(new SchoolQuery { Text = "drie" }, Cancel)).Found);
    }

    private async Task<string[]> FindAsync(SchoolQuery query) =>
        [.. (await Search.FindAsync(query, Cancel)).Schools.Select(school => school.Number.ToString())];

    public sealed class SharedRig(AzuriteFixture azurite) : IAsyncLifetime
    {
        private SchoolRig? _rig;

        internal SchoolRig Rig => _rig!;

        public string NewAccount() => azurite.NewAccount();

        public async ValueTask InitializeAsync()
        {
            _rig = new SchoolRig(azurite.NewAccount());
            await _rig.ImportedAsync(List);
        }

        public ValueTask DisposeAsync()
        {
            _rig?.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
