using LeerId.Schools;
using LeerId.Schools.Refusals;
using LeerId.Testing;

namespace LeerId.Core.Tests.Schools.Refusals;

/// <summary>The list of schools whose contract may have been forgotten.</summary>
public sealed class ForgottenContractsTests(AzuriteFixture azurite)
{
    private readonly string _storage = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_has_the_schools_by_number_of_refusals_with_their_contract()
    {
        using RefusalInstance app = new(_storage);
        await app.TurnOnAsync();
        await PutAsync(app, "012345", new DateOnly(2025, 9, 1), new DateOnly(2026, 8, 31));
        await PutAsync(app, "067890", new DateOnly(2026, 9, 1), until: null, former: "067891");
        await app.StoreAsync(
            // The refusals are thirty days old, and so few that they must not be shown.
            "20260802 012345 100", "20260831 099999 4",
            "20260803 012345 5", "20260901 012345 40", "20260901 055555 60", "20260901 067891 7", "20260831 055555 4");

        ForgottenContractList list = await app.Get<ForgottenContracts>().ReadAsync(Cancel);

        Assert.Equal(
            ["055555 60 - False 1", "012345 45 School 012345 until 2026-08-31 False 2", "067891 7 School 067890 until  True 1"],
            list.Schools.Select(school =>
                $"{school.School} {school.Refused} {(school.Contract is { } held ? $"{held.Name} until {held.Until:yyyy-MM-dd}" : "-")} "
                + $"{school.HasContractToday} {school.Days.Count}"));
    }

    [Fact]
    public async Task List_is_empty_while_counting_is_off()
    {
        using RefusalInstance app = new(_storage);
        await app.StoreAsync("20260901 055555 60");
        ForgottenContractList list = await app.Get<ForgottenContracts>().ReadAsync(Cancel);
        Assert.False(list.Counting.IsOn);
        Assert.Empty(list.Schools);
    }

    private static Task PutAsync(RefusalInstance app, string number, DateOnly from, DateOnly? until, params string[] former) =>
        app.Get<SchoolStore>().PutAsync(
            new SchoolContract
            {
                Number = SchoolNumber.Parse(number),
                Name = $"School {number}",
                From = from,
                Until = until,
                FormerNumbers = [.. former.Select(SchoolNumber.Parse)],
            },
            RefusalInstance.Officer, Cancel);
}
