using System.Net;
using Azure.Data.Tables;
using LeerId.Functions.Retention;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.Schools.Refusals;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen with the schools whose contract may have been forgotten, and the officer's switch.</summary>
public sealed class ForgottenContractScreenTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Screen = "scholen/zonder-contract";
    private const string Switch = "scholen/zonder-contract/tellen";

    private readonly StudentsRig _pupils = new(azurite);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _pupils.InitializeAsync();

    public ValueTask DisposeAsync() => _pupils.DisposeAsync();

    [Fact]
    public async Task Nothing_is_stored_until_the_officer_turns_it_on_and_then_the_schools_are_listed()
    {
        using ConsoleBrowser officer = await ConsoleBrowser.SignInAsync(_pupils.Staff, StaffRole.Dpo);
        await RefuseAsync(6);
        await _pupils.Staff.Get<SchoolRefusalCounter>().WriteAsync(Cancel);
        Assert.Empty(await StoredAsync());
        Answer off = await officer.GetAsync(Screen);
        Assert.Contains("Het tellen staat uit.", off.Text(), StringComparison.Ordinal);

        Answer on = await officer.SubmitAsync(off, Switch);
        Assert.Equal("Het tellen staat aan. Binnen een minuut telt elke server mee.", on.Message());
        Assert.Contains(
            $"Het tellen staat aan sinds 1 september 2026 om 08.30 uur, beslist door {StaffRig.ObjectIdOf(StaffRole.Dpo)}.", on.Text(),
            StringComparison.Ordinal);

        _pupils.Staff.Clock.Advance(TimeSpan.FromMinutes(1));
        await RefuseAsync(5);
        await WrittenAsync("20260901 999999 5");
        using ConsoleBrowser staff = await ConsoleBrowser.SignInAsync(_pupils.Staff, StaffRole.AccessControl);
        Answer list = await staff.GetAsync(Screen);
        Assert.Equal(["999999", "5", "1 sep: 5", "geen", "Voeg het contract toe van 999999"], Row(list));
        Assert.Equal("/beheer/scholen/toevoegen?number=999999", list.Document.QuerySelector("tbody a")!.GetAttribute("href"));
        Assert.Contains("Leerlingen van 1 school zonder contract werden geweigerd", (await staff.GetAsync("")).Text(), StringComparison.Ordinal);
        // The officer can see the list but can't add a contract.
        Assert.Equal(["999999", "5", "1 sep: 5", "geen"], Row(await officer.GetAsync(Screen)));

        Answer offAgain = await officer.SubmitAsync(await officer.GetAsync(Screen), Switch);
        Assert.Equal("Het tellen staat uit, en alle tellingen zijn gewist.", offAgain.Message());
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task Count_below_five_is_never_shown_and_deleted_the_next_night()
    {
        await _pupils.Staff.Get<RefusalCountingSwitch>().DecideAsync(isOn: true, "test", Cancel);
        await RefuseAsync(4);
        await WrittenAsync("20260901 999999 4");
        using ConsoleBrowser staff = await ConsoleBrowser.SignInAsync(_pupils.Staff, StaffRole.AccessControl);
        Answer list = await staff.GetAsync(Screen);
        Assert.DoesNotContain("999999", list.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("zonder contract werden geweigerd", (await staff.GetAsync("")).Text(), StringComparison.Ordinal);

        _pupils.Staff.Clock.Advance(TimeSpan.FromHours(21));
        Assert.True((await _pupils.Host.Host.FireTimerAsync(nameof(PruneSchoolRefusals), Cancel))!.Succeeded);
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task Long_list_has_pages()
    {
        await _pupils.Staff.Get<RefusalCountingSwitch>().DecideAsync(isOn: true, "test", Cancel);
        TableClient table = new(_pupils.Account, "SchoolRefusals");
        await table.SubmitTransactionAsync(
            Enumerable.Range(900_000, 51).Select(school => new TableTransactionAction(
                TableTransactionActionType.Add, new TableEntity("20260901", $"{school}") { ["Count"] = 5L })),
            Cancel);
        using ConsoleBrowser staff = await ConsoleBrowser.SignInAsync(_pupils.Staff, StaffRole.AccessControl);

        Answer first = await staff.GetAsync(Screen), second = await staff.GetAsync($"{Screen}?pagina=2");

        Assert.Equal(50, first.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("51 tot 51 van 51", second.Text(), StringComparison.Ordinal);
        Assert.Equal("900050", Row(second)[0]);
    }

    [Fact]
    public async Task App_that_stops_writes_what_it_counted()
    {
        await _pupils.Staff.Get<RefusalCountingSwitch>().DecideAsync(isOn: true, "test", Cancel);
        await RefuseAsync(7);
        // A sign-in doesn't wait for the count.
        await Eventually.TrueAsync("the switch is read", () => _pupils.Storage.Requests.Count(request => IsSwitch(request)) > 1, Cancel);
        await _pupils.Staff.DisposeAsync();
        Assert.Equal(["20260901 999999 7"], await StoredAsync());

        static bool IsSwitch(string request) => request.StartsWith("GET SchoolRefusals(PartitionKey='switch'", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StaffRole.Operator)]
    [InlineData(StaffRole.Helpdesk)]
    [InlineData(StaffRole.Privacy)]
    public async Task Other_roles_have_no_such_screen(StaffRole role)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(_pupils.Staff, role);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(Screen)).Status);
    }

    [Fact]
    public async Task Only_the_officer_decides_and_only_in_the_form()
    {
        using ConsoleBrowser staff = await ConsoleBrowser.SignInAsync(_pupils.Staff, StaffRole.AccessControl);
        Answer page = await staff.GetAsync(Screen);
        Assert.Contains("De functionaris voor gegevensbescherming beslist of er geteld wordt.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Document.Forms, form => form.GetAttribute("action") == $"/beheer/{Switch}");
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.PostAsync(Switch, [new("counting", "on")])).Status);

        using ConsoleBrowser officer = await ConsoleBrowser.SignInAsync(_pupils.Staff, StaffRole.Dpo);
        Answer answer = await officer.SubmitAsync(await officer.GetAsync(Screen), Switch, new Dictionary<string, string> { ["counting"] = "maybe" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["Druk op de knop om het tellen aan of uit te zetten."], answer.Faults());
        Assert.False((await _pupils.Staff.Get<RefusalCountingSwitch>().ReadAsync(Cancel)).IsOn);
    }

    private async Task RefuseAsync(int times)
    {
        for (int time = 0; time < times; time++)
            Assert.NotNull((await _pupils.SignInAsync(1, claims => claims["ov_orgcode"] = "999999")).SupportCode);
    }

    // A sign-in doesn't wait for the count, so the last count may arrive a moment later.
    private Task WrittenAsync(string count) => Eventually.TrueAsync("the counts are written", async () =>
    {
        await _pupils.Staff.Get<SchoolRefusalCounter>().WriteAsync(Cancel);
        return (await StoredAsync()).SequenceEqual([count]);
    }, Cancel);

    private async Task<string[]> StoredAsync()
    {
        TableClient table = new(_pupils.Account, "SchoolRefusals");
        await table.CreateIfNotExistsAsync(Cancel);
        return [.. await table.QueryAsync<TableEntity>("PartitionKey lt 'switch'", cancellationToken: Cancel)
            .Select(row => $"{row.PartitionKey} {row.RowKey} {row["Count"]}").ToListAsync(Cancel)];
    }

    private static string[] Row(Answer page) => [.. page.Document.QuerySelectorAll("tbody tr").Single().Children.Select(cell => cell.Words())];
}
