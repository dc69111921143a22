using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Disclosures;
using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The end of a disclosure in the console: it is withdrawn, or its uuids are given once.</summary>
public sealed class DisclosureEndScreenTests(AzuriteFixture azurite) : DisclosureStorageTests(azurite)
{
    private static readonly Dictionary<string, string> Reason = new() { ["reden"] = "other", ["zaak"] = "brief 12" };

    [Fact]
    public async Task Withdrawal_needs_a_reason_and_a_second_one_shows_the_first()
    {
        string id = await Rig.RequestAsync();
        string path = $"mededelingen/{id}/intrekken";
        using ConsoleBrowser one = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);
        using ConsoleBrowser other = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        Answer mine = await one.GetAsync(path), theirs = await other.GetAsync(path);

        Answer without = await one.SubmitAsync(mine, path, new Dictionary<string, string> { ["reason"] = " " });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Reden ontbreekt"), (without.Status, Assert.Single(without.Faults())));
        Answer done = await other.SubmitAsync(theirs, path, new Dictionary<string, string> { ["reason"] = "Het bestuur ziet <b>ervan</b> af." });
        Assert.Equal("De mededeling is ingetrokken. Ze wordt nooit meer gegeven.", done.Message());
        Assert.Contains("Het bestuur ziet <b>ervan</b> af.", done.Text(), StringComparison.Ordinal);
        Answer late = await one.SubmitAsync(without, path, new Dictionary<string, string> { ["reason"] = "Een andere reden." });

        Assert.Equal((HttpStatusCode.Conflict, "De mededeling is ingetrokken."), (late.Status, Assert.Single(late.Faults())));
        Assert.Equal(
            (StaffRig.ObjectIdOf(StaffRole.Dpo), "Het bestuur ziet <b>ervan</b> af.", "Een andere reden."),
            (late.Detail("Door"), late.Detail("Reden"), late.Detail("Uw reden, die niet bewaard is")));
        Assert.Equal("withdrawn", await Rig.StateAsync(id));
    }

    [Fact]
    public async Task Uuids_are_given_once_as_a_file_that_no_cache_keeps_and_each_pupil_is_in_the_log_with_the_reason()
    {
        string id = await ReadyAsync();
        string path = $"mededelingen/{id}/vrijgeven";
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);
        Assert.Contains("klaar om vrij te geven", (await browser.GetAsync("mededelingen")).Text(), StringComparison.Ordinal);
        Answer page = await browser.GetAsync(path);

        Answer file = await browser.SubmitAsync(page, path, Reason);

        Assert.Equal((HttpStatusCode.OK, "text/csv; charset=utf-8", "no-store", "nosniff"),
            (file.Status, file.Headers["Content-Type"], file.Headers["Cache-Control"], file.Headers["X-Content-Type-Options"]));
        Assert.StartsWith($"attachment; filename=disclosure-{id}.csv", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal(Pupils + 1, file.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        List<PrivacyLogEntry> entries = await Rig.EntriesAsync(id);
        Assert.Equal(Pupils, entries.Count);
        Assert.All(entries, entry => Assert.Equal(($"disclosure {id}: brief 12", "other"), (entry.Purpose, entry.PurposeKind)));

        Answer again = await browser.SubmitAsync(page, path, Reason);
        Assert.Equal((HttpStatusCode.Conflict, "De uuid's zijn al gegeven."), (again.Status, Assert.Single(again.Faults())));
        Answer details = await browser.GetAsync($"mededelingen/{id}");
        Assert.Equal("150", details.Detail("Leerlingen in het bestand"));
        Assert.Equal(("brief 12", StaffRig.ObjectIdOf(StaffRole.AccessControl)), (details.Detail("Waarom"), details.Detail("Aan")));
        Assert.DoesNotContain("5c21acc0-", details.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_given_without_a_reason_or_a_recent_sign_in()
    {
        string id = await ReadyAsync();
        string path = $"mededelingen/{id}/vrijgeven";
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);
        Answer page = await browser.GetAsync(path);

        Answer without = await browser.SubmitAsync(page, path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.Equal(2, without.Faults().Length);
        Rig.Clock.Advance(TimeSpan.FromMinutes(6));
        Answer late = await browser.SubmitAsync(page, path, Reason);

        Assert.Equal((HttpStatusCode.Unauthorized, "Meld u opnieuw aan"), (late.Status, late.Heading()));
        Assert.Equal("requested", await Rig.StateAsync(id));
        Assert.Empty(await Rig.EntriesAsync(id));
    }

    [Fact]
    public async Task Nothing_is_given_while_the_privacy_log_can_not_be_written()
    {
        string id = await ReadyAsync();
        string path = $"mededelingen/{id}/vrijgeven";
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);
        Answer page = await browser.GetAsync(path);
        Storage.Intercept = request => request == LogGroup ? StorageProxy.Refuse : null;

        Answer answer = await browser.SubmitAsync(page, path, Reason);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Even niet beschikbaar"), (answer.Status, answer.Heading()));
        Assert.DoesNotContain("5c21", answer.Body, StringComparison.Ordinal);
        Storage.Intercept = _ => null;
        Assert.Equal("requested", await Rig.StateAsync(id));
        Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(page, path, Reason)).Status);
    }

    [Fact]
    public async Task Nothing_is_given_during_another_release_and_the_page_says_so()
    {
        string id = await ReadyAsync();
        string path = $"mededelingen/{id}/vrijgeven";
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);
        Answer page = await browser.GetAsync(path);
        await Rig.ChangeAsync(id, ("State", "Releasing"), ("ClaimedBy", "another call"), ("ClaimedUntil", Rig.Clock.GetUtcNow().AddMinutes(10)));

        Answer answer = await browser.SubmitAsync(page, path, Reason);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal(["Iemand is het bestand aan het maken. Dat duurt hoogstens tot 4 september 2026 om 00.10 uur."], answer.Faults());
        Answer details = await browser.GetAsync($"mededelingen/{id}");
        Assert.Contains("wordt gegeven Wie wacht op wat: de toegangscontrole maakt het bestand.", details.Text(), StringComparison.Ordinal);
        Assert.Contains("Vernieuw deze pagina", details.Text(), StringComparison.Ordinal);
        Assert.Empty(await Rig.EntriesAsync(id));
    }
}
