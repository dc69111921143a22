using System.Net;
using LeerId.DataSubjects;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.Requests;
using LeerId.Restrictions;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>Restrictions and objections on the screens: placing, the register, upholding and lifting.</summary>
public sealed class RestrictionScreenTests(StudentsRig rig) : IClassFixture<StudentsRig>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objection_is_placed_from_the_request_once_and_the_officer_reads_it()
    {
        string number = await rig.Staff.RegisterAsync(RequestKind.Objection, new DateOnly(2026, 9, 1));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        using ConsoleBrowser officer = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Dpo);
        Answer form = await browser.SubmitAsync(await browser.LookUpAsync(900, number), "leerling/beperking");
        Dictionary<string, string> review = new() { ["reviewOn"] = "2026-10-01" };

        Answer first = await browser.SubmitAsync(form, "leerling/beperking/plaatsen", review);
        Answer again = await browser.SubmitAsync(form, "leerling/beperking/plaatsen", review);
        Answer request = await browser.GetAsync($"verzoeken/{number}"), list = await officer.GetAsync("beperkingen");
        Answer read = await officer.GetAsync($"beperkingen/{first.Address.Segments[^1]}");

        Assert.StartsWith("De beperking is geplaatst.", first.Message(), StringComparison.Ordinal);
        Assert.Equal(first.Address, again.Address);
        Assert.StartsWith("Bezwaar waarover nog niet beslist is", first.Detail("Waarom"), StringComparison.Ordinal);
        Assert.Single((await rig.Staff.Get<StudentRestrictions>().ListAsync(Cancel)), restriction => restriction.Request == number);
        Assert.Contains(first.Address.AbsolutePath, request.Body, StringComparison.Ordinal);
        Assert.Contains(first.Address.Segments[^1], list.Text(), StringComparison.Ordinal);
        Assert.Contains("nog 30 dagen", read.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Wat u kunt doen", read.Text(), StringComparison.Ordinal);
        Assert.All([first, list, read], page => Assert.DoesNotContain("5c21b7ed", page.Body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Faults_of_a_restriction_are_named_at_their_fields_and_restrict_nobody()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        int before = (await rig.Staff.Get<StudentRestrictions>().ListAsync(Cancel)).Count;
        Answer form = await browser.SubmitAsync(await browser.LookUpAsync(910), "leerling/beperking");

        Answer answer = await browser.SubmitAsync(
            form, "leerling/beperking/plaatsen", new Dictionary<string, string> { ["reviewOn"] = "2026-09-01", ["request"] = "VRAAG-1" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(
            [
                "Waarom is niet gekozen",
                "Nummer van het verzoek moet het nummer van een verzoek in het register zijn (26 letters en cijfers), of leeg blijven",
                "Nakijken op moet na vandaag liggen",
            ],
            answer.Faults());
        Assert.Equal(before, (await rig.Staff.Get<StudentRestrictions>().ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Second_of_two_liftings_shows_both_versions_and_a_repeated_form_is_no_conflict()
    {
        using ConsoleBrowser one = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy), two = await PrivacyDesk.SignInColleagueAsync(rig.Staff);
        string path = $"beperkingen/{(await one.RestrictAsync(920, "accuracyContested")).Address.Segments[^1]}/opheffen";
        rig.Staff.Clock.Advance(TimeSpan.FromMinutes(2));
        Answer first = await one.GetAsync(path), second = await two.GetAsync(path);

        Answer untold = await one.SubmitAsync(first, path, Lift("", "Nagekeken met de school."));
        Answer lifted = await one.SubmitAsync(untold, path, Lift(Now(), "Nagekeken met de school."));
        Answer again = await one.SubmitAsync(untold, path, Lift(Now(), "Nagekeken met de school."));
        Answer late = await two.SubmitAsync(second, path, Lift(Now(), "Ingetrokken door de ouder."));

        Assert.Equal(
            "Betrokkene verwittigd op is niet ingevuld: laat het de betrokkene weten vóór u opheft (AVG, artikel 18, lid 3)", Assert.Single(untold.Faults()));
        Assert.Equal("De beperking is opgeheven. De leerling kan binnen een minuut weer aanmelden.", lifted.Message());
        Assert.Equal(lifted.Message(), again.Message());
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Reden Ingetrokken door de ouder. Nagekeken met de school.", Rows(late), StringComparison.Ordinal);

        Dictionary<string, string> Lift(string toldAt, string reason) => new() { ["toldAt"] = toldAt, ["reason"] = reason, ["zaak"] = "dossier 920" };

        string Now() => Pages.StaffConsole.ConsoleForm.Text(rig.Staff.Clock.GetUtcNow());

        static string Rows(Answer page) => string.Join(
            '\n', page.Document.QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent))));
    }

    [Fact]
    public async Task Objection_is_upheld_after_a_recent_sign_in_with_the_proof_and_nothing_else_can_be()
    {
        await rig.SignInAsync(930);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        string id = (await browser.RestrictAsync(930, "objectionPending")).Address.Segments[^1];
        string claim = (await browser.RestrictAsync(931, "legalClaims")).Address.Segments[^1];
        string path = $"beperkingen/{id}/inwilligen";
        Answer check = await browser.GetAsync(path), notAnObjection = await browser.GetAsync($"beperkingen/{claim}/inwilligen");
        Dictionary<string, string> reason = new() { ["zaak"] = "dossier 930" };
        rig.Staff.Clock.Advance(TimeSpan.FromMinutes(6));

        Answer kept = await browser.SubmitAsync(check, path, reason);
        bool isStillThere = await rig.FindAsync(930) is not null;
        using ConsoleBrowser recent = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        Answer done = await recent.SubmitAsync(await recent.GetAsync(path), path, reason);

        Assert.Equal(["Dit wordt gewist", "Dit blijft"], check.Document.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Equal(HttpStatusCode.Conflict, notAnObjection.Status);
        Assert.Equal((HttpStatusCode.Unauthorized, true), (kept.Status, isStillThere));
        Assert.Equal((HttpStatusCode.OK, "Antwoord op je vraag om je gegevens te wissen"), (done.Status, done.Heading()));
        Assert.Null(await rig.FindAsync(930));
        Assert.Equal(RestrictionGround.ObjectionUpheld, (await rig.Staff.Get<StudentRestrictions>().FindAsync(id, Cancel))!.Ground);
    }

    [Fact]
    public async Task Unknown_number_is_404()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);

        foreach (string path in new[] { "", "/opheffen", "/inwilligen" })
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"beperkingen/01K42TP6J8Q5V0D3W7Z9X1C4BN{path}")).Status);
    }
}
