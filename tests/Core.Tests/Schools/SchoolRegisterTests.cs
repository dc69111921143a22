using LeerId.Schools;
using LeerId.Testing;
using LeerId.Text;

namespace LeerId.Core.Tests.Schools;

/// <summary>The schools that may be added to the list.</summary>
public sealed class SchoolRegisterTests(SchoolRegisterTests.SharedRig shared) : IClassFixture<SchoolRegisterTests.SharedRig>
{
    private static readonly SchoolTerms Terms = new() { Name = "A", From = "2026-09-01", Until = "2027-08-31" };

    private static readonly string[] TooMany = [.. Enumerable.Range(200_000, 101).Select(number => $"{number}")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, SchoolTerms, string, string, string> Faults => new()
    {
        { "12345", Terms, "number", "must have six digits", "bestaat niet uit zes cijfers" },
        { "1234567", Terms, "number", "must have six digits", "bestaat niet uit zes cijfers" },
        { "", Terms, "number", "is missing", "ontbreekt" },
        { "012345", Terms with { Name = null }, "name", "is missing", "ontbreekt" },
        { "012345", Terms with { Name = "  " }, "name", "is missing", "ontbreekt" },
        {
            "012345", Terms with { Name = "a\nb" }, "name", "has a line break or another character that is not text",
            "heeft een regeleinde of een ander teken dat geen tekst is"
        },
        {
            "012345", Terms with { Name = "a\ud800b" }, "name", "has a line break or another character that is not text",
            "heeft een regeleinde of een ander teken dat geen tekst is"
        },
        { "012345", Terms with { Name = new string('a', 201) }, "name", "is longer than 200 characters", "is langer dan 200 tekens" },
        {
            "012345", Terms with { Board = "a\u0000b" }, "board", "has a line break or another character that is not text",
            "heeft een regeleinde of een ander teken dat geen tekst is"
        },
        { "012345", Terms with { Name = "\u200B" }, "name", "has no visible character", "heeft geen zichtbaar teken" },
        { "012345", Terms with { Municipality = new string('a', 201) }, "municipality", "is longer than 200 characters", "is langer dan 200 tekens" },
        { "012345", Terms with { From = "1899-12-31" }, "from", "is before 1900", "ligt voor 1900" },
        { "012345", Terms with { From = null }, "from", "is missing", "ontbreekt" },
        { "012345", Terms with { From = "01/09/2026" }, "from", "must be a day such as 2026-09-01", "is geen dag die bestaat" },
        { "012345", Terms with { Until = "2026-08-31" }, "until", "is before the first day", "ligt voor de eerste dag" },
        { "012345", Terms with { Until = "" }, "until", "must be a day such as 2026-09-01", "is geen dag die bestaat" },
        {
            "012345", Terms with { FormerNumbers = ["12345"] }, "formerNumbers", "must have six digits each",
            "bevatten een nummer dat niet uit zes cijfers bestaat"
        },
        {
            "012345", Terms with { FormerNumbers = [null] }, "formerNumbers", "must have six digits each",
            "bevatten een nummer dat niet uit zes cijfers bestaat"
        },
        {
            "012345", Terms with { FormerNumbers = ["012345"] }, "formerNumbers", "012345 is the school's own number",
            "bevatten 012345, en dat is het nummer van de school zelf"
        },
        {
            "012345", Terms with { FormerNumbers = ["040401"] }, "formerNumbers", "040401 is also a former number of 040404, in the same period",
            "bevatten 040401, en dat is in dezelfde periode ook een vroeger nummer van 040404"
        },
        {
            "012345", Terms with { FormerNumbers = ["040404"] }, "formerNumbers", "040404 is itself on the list, in the same period",
            "bevatten 040404, en dat nummer staat in dezelfde periode zelf op de lijst"
        },
        { "012345", Terms with { FormerNumbers = ["012346", "012346"] }, "formerNumbers", "012346 occurs twice", "bevatten 012346 twee keer" },
        { "012345", Terms with { FormerNumbers = TooMany }, "formerNumbers", "must be at most 100", "zijn met meer dan 100" },
        { "040401", Terms, "number", "is a former number of 040404, in the same period", "is in dezelfde periode een vroeger nummer van 040404" },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Invalid_contract_is_refused_in_both_languages(string number, SchoolTerms terms, string field, string fault, string dutch)
    {
        SchoolOutcome outcome = await shared.Rig.Register.PutAsync(number, terms, SchoolRig.Editor, Cancel);
        Assert.Equal([new FieldFault(field, fault, dutch)], Assert.IsType<SchoolOutcome.Invalid>(outcome).Faults);
        Assert.Single(await shared.Rig.LinesAsync());
    }

    [Fact]
    public async Task Every_fault_is_reported_at_once()
    {
        SchoolTerms terms = new() { Until = "x", FormerNumbers = ["y"] };
        SchoolOutcome outcome = await shared.Rig.Register.PutAsync("12345", terms, SchoolRig.Editor, Cancel);
        Assert.Equal(["number", "name", "from", "until", "formerNumbers"], Assert.IsType<SchoolOutcome.Invalid>(outcome).Faults.Select(fault => fault.Field));
    }

    [Fact]
    public async Task Existing_school_may_keep_its_values()
    {
        SchoolTerms same = new() { Name = "Fusie", From = "2026-09-01", FormerNumbers = ["040401"] };
        Assert.False(Assert.IsType<SchoolOutcome.Stored>(await shared.Rig.Register.PutAsync("040404", same, SchoolRig.Editor, Cancel)).IsNew);
    }

    public sealed class SharedRig(AzuriteFixture azurite) : IAsyncLifetime
    {
        private SchoolRig? _rig;

        internal SchoolRig Rig => _rig!;

        public async ValueTask InitializeAsync()
        {
            _rig = new SchoolRig(azurite.NewAccount());
            await _rig.Store.PutAsync(SchoolRig.School("040404", "Fusie") with { FormerNumbers = [SchoolNumber.Parse("040401")] }, SchoolRig.By, Cancel);
        }

        public ValueTask DisposeAsync()
        {
            _rig?.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
