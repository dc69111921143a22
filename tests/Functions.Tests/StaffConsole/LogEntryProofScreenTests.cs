using System.Net;
using LeerId.Functions.Tests.Staff.Evidence;
using LeerId.PrivacyLog.Seals;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen that proves an entry of the privacy log.</summary>
public sealed class LogEntryProofScreenTests(AzuriteFixture azurite) : SealedEntryTests(azurite)
{
    private const string Screen = "bewijs/regel";

    [Fact]
    public async Task Entry_of_a_sealed_day_is_shown_and_downloaded_with_its_proof()
    {
        string entry = await AddEntryAsync();
        await SealAsync();
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);

        Answer shown = await ProveAsync(browser, "1/9/2026", $" {entry} ");

        Assert.Equal((HttpStatusCode.OK, "De regel is deel van de verzegelde dag"), (shown.Status, shown.Document.QuerySelector(".result h2")!.TextContent));
        Assert.Contains(entry, shown.Text(), StringComparison.Ordinal);
        string path = shown.Document.QuerySelector(".result a")!.GetAttribute("href")!["/beheer/".Length..];
        Answer file = await browser.GetAsync(path);
        Assert.Equal(
            ("application/json", $"attachment; filename=bewijs-van-regel-{entry}.json", "no-store"),
            (file.Headers["Content-Type"], file.Headers["Content-Disposition"].Split("; filename*")[0], file.Headers["Cache-Control"]));
        SealedEntryProof proof = System.Text.Json.JsonSerializer.Deserialize(file.Body, SealJson.Default.SealedEntryProof)!;
        Assert.Equal(entry, proof.Proof.EntryId.ToString());
        Assert.True(Seal.TryRead(proof.Seal, out Seal? seal));
        Assert.True(proof.Proof.LeadsTo(seal.Root));
    }

    [Fact]
    public async Task Missing_unknown_and_unsealed_entries_give_a_fault_at_the_field()
    {
        string entry = await AddEntryAsync();
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Operator);

        Assert.Equal(
            ["Dag (UTC) ontbreekt: geef de dag van de regel", "Nummer van de regel ontbreekt: geef het nummer van de regel"],
            (await ProveAsync(browser, "", "")).Faults());
        Assert.Equal(
            ["Dag (UTC) heeft nog geen zegel: een dag wordt in de nacht erna verzegeld"], (await ProveAsync(browser, "2026-09-01", entry)).Faults());
        await SealAsync();
        // The session of the previous day has ended.
        await browser.SignInAsync("operator");
        Answer unknown = await ProveAsync(browser, "2026-09-01", "<i>x</i>");
        Assert.Equal(["Nummer van de regel is niet gevonden op die dag: kijk het nummer na, en neem de dag in UTC"], unknown.Faults());
        Assert.Empty(unknown.Document.QuerySelectorAll("i"));
        foreach (string path in new[] { $"2026-09-02/{entry}", "2026-09-01/x", $"gisteren/{entry}" })
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"{Screen}/{path}")).Status);
    }

    [Fact]
    public async Task Tampered_day_proves_nothing()
    {
        string entry = await AddEntryAsync();
        await SealAsync();
        await ChangeRowAsync("PrivacyLog", "Outcome");
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);

        Answer answer = await ProveAsync(browser, "2026-09-01", entry);

        Assert.Equal("Er kan niets bewezen worden", answer.Document.QuerySelector(".result h2")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"{Screen}/2026-09-01/{entry}")).Status);
    }

    private static async Task<Answer> ProveAsync(ConsoleBrowser browser, string day, string entry) => await browser.SubmitAsync(
        await browser.GetAsync(Screen), Screen, new Dictionary<string, string> { ["day"] = day, ["entry"] = entry });
}
