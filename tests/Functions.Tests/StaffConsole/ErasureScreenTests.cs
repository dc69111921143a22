using System.Net;
using LeerId.DataSubjects;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.Requests;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>An erasure on the screens: the list of what is deleted and what is kept, a recent sign-in, and the answer with its proof.</summary>
public sealed class ErasureScreenTests(StudentsRig rig) : IClassFixture<StudentsRig>
{
    private const string Confirm = "leerling/wissen/bevestigen";

    [Fact]
    public async Task Check_lists_deleted_and_kept_data_and_the_answer_has_the_proof()
    {
        string number = await rig.Staff.RegisterAsync(RequestKind.Erasure, new DateOnly(2026, 9, 1));
        await rig.SignInAsync(800);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        Answer page = await browser.LookUpAsync(800, number);

        Answer check = await browser.SubmitAsync(page, "leerling/wissen");
        bool isStillThere = await rig.FindAsync(800) is not null;
        Answer done = await browser.SubmitAsync(check, Confirm);
        Answer answer = await browser.SubmitAsync(done, $"verzoeken/{number}/antwoord/bewijs");

        Assert.Equal((HttpStatusCode.OK, "Controleer wat u wist"), (check.Status, check.Heading()));
        Assert.Equal(["Dit wordt gewist", "Dit blijft"], check.Document.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.StartsWith("1 september 2026 om 08.", check.Detail("Laatste aanmelding"), StringComparison.Ordinal);
        Assert.True(isStillThere);
        Assert.Null(await rig.FindAsync(800));
        Assert.Equal((HttpStatusCode.OK, "Antwoord op je vraag om je gegevens te wissen"), (done.Status, done.Heading()));
        Assert.Equal("no-store", done.Headers["Cache-Control"]);
        Assert.Contains("De gegevens zijn gewist, en bij het nalezen was er niets meer.", done.Text(), StringComparison.Ordinal);
        Assert.Contains("Wie het ook moet weten", done.Text(), StringComparison.Ordinal);
        Assert.Contains("Wat er nog overblijft", done.Text(), StringComparison.Ordinal);
        string proof = done.Document.QuerySelector("pre")!.TextContent;
        Assert.Equal(3, proof.Split('.').Length);
        Assert.Equal(("Antwoord noteren", proof), (answer.Heading(), answer.Document.QuerySelector("textarea[name=proof]")!.TextContent));
        Assert.Single(await rig.EntriesAsync(StudentErasure.Action), entry => entry.Purpose == number && entry.Outcome == "granted");
    }

    [Fact]
    public async Task Sign_in_of_more_than_five_minutes_ago_erases_nothing_and_the_form_is_kept()
    {
        await rig.SignInAsync(810);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        rig.Staff.Clock.Advance(TimeSpan.FromMinutes(6));
        Answer check = await browser.SubmitAsync(await browser.LookUpAsync(810), "leerling/wissen");

        Answer kept = await browser.SubmitAsync(check, Confirm);
        bool isStillThere = await rig.FindAsync(810) is not null;
        await browser.SignInAsync("privacy", "beheer/aanmelden?venster=1&opnieuw=1");
        Answer again = await browser.SubmitAsync(kept, Confirm);
        if (again.Status == HttpStatusCode.Conflict)
            again = await browser.SubmitAsync(again, Confirm);

        Assert.Equal((HttpStatusCode.Unauthorized, "Meld u opnieuw aan"), (kept.Status, kept.Heading()));
        Assert.True(isStillThere);
        Assert.Equal((HttpStatusCode.OK, "Antwoord op je vraag om je gegevens te wissen"), (again.Status, again.Heading()));
        Assert.Null(await rig.FindAsync(810));
    }

    [Fact]
    public async Task Restricted_data_are_not_erased_and_access_control_is_referred_without_the_reason()
    {
        await rig.SignInAsync(820);
        using ConsoleBrowser privacy = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        using ConsoleBrowser access = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.AccessControl);
        Answer check = await privacy.SubmitAsync(await privacy.LookUpAsync(820), "leerling/wissen");
        await privacy.RestrictAsync(820, "legalClaims");

        Answer refused = await privacy.SubmitAsync(check, Confirm), page = await privacy.LookUpAsync(820), referred = await access.LookUpAsync(820);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("De gegevens van deze leerling zijn beperkt (AVG, artikel 18). Er is niets gewist.", refused.Text(), StringComparison.Ordinal);
        Assert.NotNull(await rig.FindAsync(820));
        Assert.Contains("bekijk de beperking", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Wis de gegevens", page.Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, referred.Status);
        Assert.Contains("Alleen medewerkers met de rol privacy mogen deze leerling opzoeken.", referred.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("beperk", referred.Text(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Laatste aanmelding", referred.Text(), StringComparison.Ordinal);
    }
}
