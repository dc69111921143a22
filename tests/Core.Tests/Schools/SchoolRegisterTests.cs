using LeerId.Schools;
using LeerId.Testing;
using LeerId.Text;

namespace LeerId.Core.Tests.Schools;

/// <summary>What may be put on the list.</summary>
public sealed class SchoolRegisterTests(SchoolRegisterTests.SharedRig shared) : IClassFixture<SchoolRegisterTests.SharedRig>
{
    private static readonly SchoolTerms Terms = new() { Name = "A", From = "2026-09-01", Until = "2027-08-31" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, SchoolTerms, string, string> Faults => new()
    {
        { "12345", Terms, "number", "is not six digits" },
        { "1234567", Terms, "number", "is not six digits" },
        { "", Terms, "number", "is missing" },
        { "012345", Terms with { Name = null }, "name", "is missing" },
        { "012345", Terms with { Name = "  " }, "name", "is missing" },
        { "012345", Terms with { Name = "a\nb" }, "name", "has a line break or another character that is not text" },
        { "012345", Terms with { Name = "a\ud800b" }, "name", "has a line break or another character that is not text" },
        { "012345", Terms with { Name = new string('a', 201) }, "name", "is longer than 200 characters" },
        { "012345", Terms with { Board = "a\u0000b" }, "board", "has a line break or another character that is not text" },
        { "012345", Terms with { From = null }, "from", "is missing" },
        { "012345", Terms with { From = "01/09/2026" }, "from", "is not a day as 2026-09-01" },
        { "012345", Terms with { Until = "2026-08-31" }, "until", "is before the first day" },
        { "012345", Terms with { Until = "" }, "until", "is not a day as 2026-09-01" },
        { "012345", Terms with { FormerNumbers = ["12345"] }, "formerNumbers", "has one that is not six digits" },
        { "012345", Terms with { FormerNumbers = [null] }, "formerNumbers", "has one that is not six digits" },
        { "012345", Terms with { FormerNumbers = ["012345"] }, "formerNumbers", "012345 is the school's own number" },
        { "012345", Terms with { FormerNumbers = ["040401"] }, "formerNumbers", "040401 is a former number of 040404 too, in the same period" },
        { "012345", Terms with { FormerNumbers = ["040404"] }, "formerNumbers", "040404 is on the list itself, in the same period" },
        { "040401", Terms, "number", "is a former number of 040404, in the same period" },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task What_can_not_stand_is_refused(string number, SchoolTerms terms, string field, string fault)
    {
        SchoolOutcome outcome = await shared.Rig.Register.PutAsync(number, terms, SchoolRig.By, Cancel);
        Assert.Equal([new FieldFault(field, fault)], Assert.IsType<SchoolOutcome.Invalid>(outcome).Faults);
        Assert.Single(await shared.Rig.LinesAsync());
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        SchoolOutcome outcome = await shared.Rig.Register.PutAsync("12345", new SchoolTerms { Until = "x", FormerNumbers = ["y"] }, SchoolRig.By, Cancel);
        Assert.Equal(["number", "name", "from", "until", "formerNumbers"], Assert.IsType<SchoolOutcome.Invalid>(outcome).Faults.Select(fault => fault.Field));
    }

    [Fact]
    public async Task A_present_school_may_keep_what_it_has()
    {
        SchoolTerms same = new() { Name = "Fusie", From = "2026-09-01", FormerNumbers = ["040401"] };
        Assert.False(Assert.IsType<SchoolOutcome.Stored>(await shared.Rig.Register.PutAsync("040404", same, SchoolRig.By, Cancel)).IsNew);
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
