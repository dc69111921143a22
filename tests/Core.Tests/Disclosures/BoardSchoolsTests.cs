using LeerId.Disclosures;
using LeerId.Schools;
using static LeerId.Core.Tests.Disclosures.DisclosureSamples;
using static LeerId.Disclosures.DisclosureCondition;

namespace LeerId.Core.Tests.Disclosures;

/// <summary>Whether schools belong to the board that asks, and under which numbers their pupils are enrolled.</summary>
public sealed class BoardSchoolsTests
{
    private const string Board = "Scholengroep Voorbeeld vzw";

    [Fact]
    public void Schools_of_the_board_with_a_contract_in_force_are_found_by_number()
    {
        BoardSchoolsCheck check = Check([School("030569"), School("012345"), School("099999")], "030569", "012345");

        Assert.Empty(check.Unmet);
        Assert.Equal([new("012345", "School 012345"), new("030569", "School 030569")], check.Schools);
        Assert.Equal(["012345", "030569"], Texts(check.Numbers));
        Assert.Empty(check.LeftOut);
    }

    [Theory]
    [InlineData("2025-08-31", true)]
    [InlineData("2025-09-01", false)]
    [InlineData("2026-09-01", false)]
    [InlineData("2026-09-02", true)]
    public void School_has_a_contract_that_is_in_force(string today, bool without)
    {
        BoardSchoolsCheck check = BoardSchools.Check(
            [School("012345")], [SchoolNumber.Parse("012345")], Board, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(without ? [new(SchoolWithoutContract) { School = "012345" }] : [], check.Unmet);
    }

    [Fact]
    public void School_that_is_not_in_the_list_has_no_contract() => Assert.Equal(
        [new(SchoolWithoutContract) { School = "030569" }, new(SchoolWithoutContract) { School = "040000" }],
        Check([School("012345", Board, "040000")], "040000", "012345", "030569").Unmet);

    [Theory]
    [InlineData("Scholengroep Voorbeeld vzw", true)]
    [InlineData(" scholengroep  VOORBEELD vzw", true)]
    [InlineData("Scholengroep Voorbeeld", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void School_must_belong_to_the_board_that_asks(string? recorded, bool isSame) => Assert.Equal(
        isSame ? [] : [new(SchoolNotOfBoard) { School = "012345" }], Check([School("012345", recorded)], "012345").Unmet);

    [Fact]
    public void Former_numbers_count_too() =>
        Assert.Equal(
            ["012345", "030569", "011111", "022222"],
            Texts(Check([School("012345", Board, "022222"), School("030569", Board, "011111")], "012345", "030569").Numbers));

    [Fact]
    public void Former_number_that_a_school_of_another_board_shares_does_not_count()
    {
        BoardSchoolsCheck check = Check(
            [School("012345", Board, "011111", "022222", "033333"), School("055555", "Andere vzw", "011111"), School("022222", Board)], "012345");

        Assert.Equal(["012345", "033333"], Texts(check.Numbers));
        Assert.Equal(["011111", "022222"], Texts(check.LeftOut));
    }

    [Fact]
    public void Former_number_shared_only_by_schools_of_the_disclosure_counts_once()
    {
        BoardSchoolsCheck check = Check([School("012345", Board, "011111"), School("030569", Board, "011111")], "012345", "030569");

        Assert.Equal(["012345", "030569", "011111"], Texts(check.Numbers));
        Assert.Empty(check.LeftOut);
    }

    [Fact]
    public void Current_number_counts_even_if_another_school_has_it_as_a_former_number() =>
        Assert.Equal(["012345"], Texts(Check([School("012345"), School("055555", "Andere vzw", "012345")], "012345").Numbers));

    private static BoardSchoolsCheck Check(IReadOnlyList<SchoolContract> contracts, params string[] numbers) =>
        BoardSchools.Check(contracts, [.. numbers.Select(SchoolNumber.Parse)], Board, Today);

    private static IEnumerable<string> Texts(IEnumerable<SchoolNumber> numbers) => numbers.Select(number => number.ToString());
}
