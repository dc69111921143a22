using System.Net;
using System.Text;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.StaffConsole.Schools;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Vorige invoer: the imports of the last 30 days, and undoing them.</summary>
public sealed class SchoolUndoScreenTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Screen = "scholen/invoeren/vorige";

    private StaffRig? _rig;
    private ConsoleBrowser? _browser;

    private StaffRig Rig => _rig!;

    private ConsoleBrowser Browser => _browser!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rig = await StaffRig.StartAsync(azurite);
        _browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.AccessControl);
    }

    public async ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task An_import_is_listed_and_undone_after_a_preview()
    {
        Assert.Contains("In de laatste 30 dagen is er niets ingevoerd.", (await Browser.GetAsync(Screen)).Text(), StringComparison.Ordinal);
        string[] before = await NamesAsync();
        long revision = await ImportAsync("012345;De Regenboog;2020-09-01;\n060606;De Brug;2026-09-01;\n");
        Answer list = await Browser.GetAsync(Screen);
        Assert.Contains("Lijst person-1 1 1 3 Bekijk", list.Text(), StringComparison.Ordinal);

        Answer preview = await Browser.GetAsync($"{Screen}/{revision}");
        Assert.Contains(
            "Verdwijnen uit de lijst 1 Wijzigen 1 bekijken: Wijzigen Komen erbij 3 bekijken: Komen erbij", preview.Text(), StringComparison.Ordinal);
        Answer done = await Browser.SubmitAsync(preview, $"{Screen}/{revision}");

        Assert.Equal("De invoer is ongedaan gemaakt: 3 toegevoegd, 1 gewijzigd, 1 verdwenen.", done.Message());
        Assert.Equal(before, await NamesAsync());
        Assert.Contains("Ongedaan gemaakt " + StaffRig.ObjectIdOf(StaffRole.AccessControl), done.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("behouden", "Later")]
    [InlineData("overschrijven", "Oefenschool De Regenboog")]
    public async Task Later_changes_are_kept_or_overwritten_as_chosen(string later, string name)
    {
        long revision = await ImportAsync("012345;De Regenboog;2020-09-01;\n060606;De Brug;2026-09-01;\n");
        await Rig.PutAsync("012345", "Later");

        Answer choice = await Browser.GetAsync($"{Screen}/{revision}");
        Assert.Contains("Deze scholen (1) zijn daarna nog gewijzigd.", choice.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Maak deze invoer ongedaan", choice.Document.QuerySelectorAll("button").Select(button => button.TextContent));
        Answer preview = await Browser.GetAsync($"{Screen}/{revision}?later={later}");
        Answer done = await Browser.SubmitAsync(preview, $"{Screen}/{revision}");

        Assert.Equal(
            $"De invoer is ongedaan gemaakt: 3 toegevoegd, {(later == "behouden" ? 0 : 1)} gewijzigd, 1 verdwenen.", done.Message());
        Assert.Equal(name, (await NamesAsync())[0]);
    }

    [Fact]
    public async Task A_list_that_changed_since_the_preview_is_shown_again()
    {
        long revision = await ImportAsync("012345;De Regenboog;2020-09-01;\n");
        Answer preview = await Browser.GetAsync($"{Screen}/{revision}");
        await Rig.PutAsync("012345", "Later");

        Answer overtaken = await Browser.SubmitAsync(preview, $"{Screen}/{revision}");

        Assert.Contains("Er is niets ongedaan gemaakt.", overtaken.Text(), StringComparison.Ordinal);
        Assert.Contains("Deze scholen (1) zijn daarna nog gewijzigd.", overtaken.Text(), StringComparison.Ordinal);
        Assert.Equal(["Later"], await NamesAsync());
    }

    [Fact]
    public async Task Many_removals_must_be_typed_and_a_blocked_undoing_says_why()
    {
        long revision = await ImportAsync(string.Concat(Enumerable.Range(300_000, 40).Select(number => $"{number};School;2026-09-01;\n")));
        Answer preview = await Browser.GetAsync($"{Screen}/{revision}");
        Answer without = await Browser.SubmitAsync(preview, $"{Screen}/{revision}");
        Assert.Equal(["Aantal scholen dat verdwijnt ontbreekt: typ hoeveel scholen verdwijnen"], without.Faults());

        await Rig.PutAsync("070707", "Nieuw", former: "050505");
        Answer blocked = await Browser.GetAsync($"{Screen}/{revision}");
        Assert.Contains(
            "School 070707: vroegere nummers bevatten 050505, en dat nummer staat in dezelfde periode zelf op de lijst.", blocked.Text(),
            StringComparison.Ordinal);
        await Rig.PutAsync("070707", "Nieuw");

        Answer again = await Browser.GetAsync($"{Screen}/{revision}");
        Answer done = await Browser.SubmitAsync(again, $"{Screen}/{revision}", new Dictionary<string, string> { ["removes"] = "40" });
        Assert.Equal("De invoer is ongedaan gemaakt: 4 toegevoegd, 0 gewijzigd, 40 verdwenen.", done.Message());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("999")]
    [InlineData("x")]
    public async Task Unknown_import_is_not_found(string revision) =>
        Assert.Equal(HttpStatusCode.NotFound, (await Browser.GetAsync($"{Screen}/{revision}")).Status);

    private async Task<long> ImportAsync(string lines)
    {
        SchoolImportOutcome outcome = await Rig.Get<SchoolListImport>().ImportAsync(
            Encoding.UTF8.GetBytes("nummer;naam;van;tot\n" + lines), dryRun: false, removes: null, revision: null, "person-1", Cancel);
        return Assert.IsType<SchoolImportOutcome.Accepted>(outcome).Changes.Revision + 1;
    }

    private async Task<string[]> NamesAsync() => [.. (await Rig.Get<SchoolStore>().ListAsync(Cancel)).Contracts.Select(school => school.Name)];
}
