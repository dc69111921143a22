using System.Net;
using LeerId.Disclosures;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Disclosures;
using LeerId.Notices;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Mededelingen: the steps of a request, and the register.</summary>
public sealed class DisclosureScreenTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string List = "mededelingen";
    private const string Start = "mededelingen/aanvragen";

    private DisclosureRig? _rig;

    private DisclosureRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await DisclosureRig.StartAsync(azurite, azurite.NewAccount());

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Roles_are_those_of_the_functions_for_programs()
    {
        string id = await Rig.RequestAsync();
        string[] forBoth = [List, Start, $"{List}/{id}", $"{List}/{id}/intrekken"];
        foreach (StaffRole role in StaffRig.Persons)
        {
            using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, role);
            bool isAdmitted = role is StaffRole.AccessControl or StaffRole.Dpo;
            foreach (string path in forBoth)
            {
                Answer answer = await browser.GetAsync(path);
                Assert.Equal((path, isAdmitted ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (path, answer.Status));
                Assert.Equal(isAdmitted, answer.Menu().Contains("Mededelingen"));
            }

            Assert.Equal(
                role == StaffRole.AccessControl ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await browser.GetAsync($"{List}/{id}/vrijgeven")).Status);
            foreach (string path in new[] { Start, $"{List}/{id}/intrekken", $"{Start}/01K42TP6J8Q5V0D3W7Z9X1C4BN/versturen" })
                Assert.Equal(!isAdmitted, (await browser.PostAsync(path, [])).Status == HttpStatusCode.Forbidden);
            Assert.Equal(role != StaffRole.AccessControl, (await browser.PostAsync($"{List}/{id}/vrijgeven", [])).Status == HttpStatusCode.Forbidden);
        }

        Assert.Equal("requested", await Rig.StateAsync(id));
    }

    [Fact]
    public async Task Request_is_written_in_steps_checked_and_sent()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);
        Answer check = await WriteAsync(browser);

        Assert.Equal("Controleer de aanvraag", check.Heading());
        Assert.Equal(6, check.Document.QuerySelectorAll(".conditions .good").Length);
        Assert.Contains("Aan 6 van de 6 voorwaarden is voldaan", check.Text(), StringComparison.Ordinal);
        foreach (string part in new[]
        {
            "Uitgeverij Voorbeeld", "uitgeverij-voorbeeld", "LEERID/2025/17", "1 maart 2025", DisclosureRig.Board, "brief 12", "20 augustus 2026",
            "012345 Basisschool 012345", "030569 Basisschool 030569", "Dezelfde leerling herkennen.", "Het is dezelfde identificatie.",
        })
        {
            Assert.Contains(part, check.Text(), StringComparison.Ordinal);
        }

        Answer sent = await browser.SubmitAsync(check, Action(check, "versturen"));

        Disclosure disclosure = Assert.Single(await Rig.Staff.Get<DisclosureRegister>().ListAsync(Cancel));
        Assert.Equal("De aanvraag is verstuurd. DOV en uw eigen functionaris krijgen een mail.", sent.Message());
        Assert.Equal("Mededeling aan Uitgeverij Voorbeeld", sent.Heading());
        Assert.EndsWith($"/beheer/mededelingen/{disclosure.Id}", sent.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(StaffRig.ObjectIdOf(StaffRole.AccessControl), disclosure.RequestedBy);
        Assert.NotNull(await Rig.NoticeAsync(disclosure.Id));
        Assert.DoesNotContain("nog niet verstuurd", (await browser.GetAsync(List)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Same_form_sent_twice_makes_one_draft_and_one_disclosure()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        Answer start = await browser.GetAsync(Start);
        Assert.Equal((await browser.SubmitAsync(start, Start)).Address, (await browser.SubmitAsync(start, Start)).Address);
        Answer check = await WriteAsync(browser);

        await browser.SubmitAsync(check, Action(check, "versturen"));
        Answer second = await browser.SubmitAsync(check, Action(check, "versturen"));

        Assert.Equal("De aanvraag was al verstuurd of weggegooid. Kijk na of ze in de lijst staat.", second.Message());
        Assert.Single(await Rig.Staff.Get<DisclosureRegister>().ListAsync(Cancel));
        Assert.Contains("Uitgeverij Voorbeeld", second.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unmet_conditions_are_shown_in_Dutch_and_prevent_sending()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);
        Answer check = await WriteAsync(browser, schools: "012345 055555 080808", compatibility: "", connected: false);

        Assert.DoesNotContain(check.Document.Forms, form => form.GetAttribute("action")!.EndsWith("/versturen", StringComparison.Ordinal));
        string[] unmet = [.. check.Document.QuerySelectorAll(".conditions li li").Select(item => item.TextContent)];
        Assert.Equal(
            [
                "De bevestiging dat de ontvanger op LeerID is aangesloten ontbreekt.", "School 055555 hoort volgens haar contract niet bij dit schoolbestuur.",
                "School 080808 heeft vandaag geen contract.", "Waarom het doel verenigbaar is ontbreekt.",
            ],
            unmet);
        Assert.Contains("Aan 2 van de 6 voorwaarden is voldaan", check.Text(), StringComparison.Ordinal);
        Assert.Contains("protocol, artikel 4, laatste lid", check.Text(), StringComparison.Ordinal);

        // A user can still send the request from a page that was opened earlier.
        Answer refused = await browser.PostAsync(
            Action(check, "weggooien").Replace("weggooien", "versturen", StringComparison.Ordinal), ConsoleBrowser.Fields(check.Document.Forms[^1]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("School 080808 heeft vandaag geen contract.", refused.Faults());
        Assert.Empty(await Rig.Staff.Get<DisclosureRegister>().ListAsync(Cancel));
    }

    [Fact]
    public async Task Faults_are_at_their_fields_and_the_form_keeps_what_was_typed()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);
        Answer step = await browser.SubmitAsync(await browser.GetAsync(Start), Start);

        Answer unreadable = await browser.SubmitAsync(step, Action(step, "ontvanger"), new Dictionary<string, string>
        {
            ["receiver.name"] = "<script>alert(1)</script>",
            ["receiver.protocolDate"] = "31/2/2026",
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreadable.Status);
        Assert.Equal(["Datum van het protocol met DOV is geen dag die bestaat: schrijf dag/maand/jaar, zoals 31/8/2027"], unreadable.Faults());
        Assert.Equal("<script>alert(1)</script>", unreadable.Document.QuerySelector("input[name='receiver.name']")!.GetAttribute("value"));
        Assert.Empty(unreadable.Document.QuerySelectorAll("main script"));

        Answer future = await browser.SubmitAsync(unreadable, Action(step, "ontvanger"), new Dictionary<string, string>
        {
            ["receiver.key"] = "A b",
            ["receiver.protocolDate"] = "2/9/2026",
        });
        Assert.Equal(
            [
                "Korte naam van de ontvanger moet 1 tot 60 tekens hebben: kleine letters, cijfers en koppeltekens",
                "Datum van het protocol met DOV ligt in de toekomst",
            ],
            future.Faults());
        Assert.DoesNotContain(await Drafts.ListAsync(Cancel), draft => draft.Request.Receiver is not null);
    }

    [Fact]
    public async Task Second_of_two_editors_sees_both_versions_and_chooses()
    {
        using ConsoleBrowser one = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);
        using ConsoleBrowser other = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        await one.SubmitAsync(await one.GetAsync(Start), Start);
        string path = $"{Start}/{Assert.Single(await Drafts.ListAsync(Cancel)).Id}/doel";
        Answer mine = await one.GetAsync(path), theirs = await other.GetAsync(path);
        await other.SubmitAsync(theirs, path, new Dictionary<string, string> { ["purpose"] = "van de functionaris" });

        Answer conflict = await one.SubmitAsync(mine, path, new Dictionary<string, string> { ["purpose"] = "van de toegangscontrole" });

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal(
            ["van de toegangscontrole", "van de functionaris"], conflict.Document.QuerySelectorAll(".conflict tbody td").Select(cell => cell.TextContent));
        Assert.Equal("van de functionaris", Assert.Single(await Drafts.ListAsync(Cancel)).Request.Purpose);
        Answer chosen = await one.SubmitAsync(conflict, path);
        Assert.Equal("Controleer de aanvraag", chosen.Heading());
        Assert.Equal("van de toegangscontrole", Assert.Single(await Drafts.ListAsync(Cancel)).Request.Purpose);
    }

    [Fact]
    public async Task Request_that_a_colleague_changed_after_the_check_is_not_sent()
    {
        using ConsoleBrowser one = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);
        using ConsoleBrowser other = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        Answer check = await WriteAsync(one);
        string path = Action(check, "weggooien").Replace("weggooien", "doel", StringComparison.Ordinal);
        await other.SubmitAsync(await other.GetAsync(path), path, new Dictionary<string, string> { ["purpose"] = "Iets anders." });

        Answer answer = await one.SubmitAsync(check, Action(check, "versturen"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal(["Iemand anders wijzigde de aanvraag intussen. Er is niets verstuurd. Controleer ze opnieuw."], answer.Faults());
        Assert.Contains("Iets anders.", answer.Text(), StringComparison.Ordinal);
        Assert.Empty(await Rig.Staff.Get<DisclosureRegister>().ListAsync(Cancel));
        Assert.Equal("Mededeling aan Uitgeverij Voorbeeld", (await one.SubmitAsync(answer, Action(check, "versturen"))).Heading());
    }

    [Fact]
    public async Task Draft_is_in_the_list_until_it_is_thrown_away()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);
        Answer check = await WriteAsync(browser);
        Answer list = await browser.GetAsync(List);
        Assert.Equal("Aanvragen die nog niet verstuurd zijn", list.Document.QuerySelector("caption")!.TextContent);
        Assert.Contains("Ga verder met de aanvraag voor Uitgeverij Voorbeeld", list.Text(), StringComparison.Ordinal);

        Answer answer = await browser.SubmitAsync(check, Action(check, "weggooien"));

        Assert.Equal("De aanvraag is weggegooid. Er is niets verstuurd.", answer.Message());
        Assert.DoesNotContain("Uitgeverij Voorbeeld", answer.Text(), StringComparison.Ordinal);
        string step = Action(check, "weggooien").Replace("weggooien", "doel", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(step)).Status);
    }

    [Fact]
    public async Task List_names_the_next_actor_and_has_pages()
    {
        for (int number = 0; number < 26; number++)
            await Rig.RequestAsync();
        string last = await Rig.RequestAsync();
        await Rig.WithdrawAsync(last);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.Dpo);

        Answer open = await browser.GetAsync(List);
        Answer second = await browser.GetAsync($"{List}?pagina=2");
        Answer all = await browser.GetAsync($"{List}?toon=alle");

        Assert.Equal((25, 1), (open.Document.QuerySelectorAll("tbody tr").Length, second.Document.QuerySelectorAll("tbody tr").Length));
        Assert.Contains("1 tot 25 van 26", open.Text(), StringComparison.Ordinal);
        Assert.Matches("op (de melding aan DOV|DOV: de wachttijd loopt tot 4 september 2026 om 00.00 uur)", second.Text());
        // Both disclosures have the same moment, so either can be first.
        string both = all.Text() + (await browser.GetAsync($"{List}?toon=alle&pagina=2")).Text();
        Assert.Contains("ingetrokken niemand: afgehandeld", both, StringComparison.Ordinal);
        Assert.Contains("/beheer/mededelingen?toon=alle&pagina=2", all.Document.QuerySelectorAll(".pages a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Page_says_who_was_notified_and_when_release_is_possible()
    {
        string id = await Rig.RequestAsync();
        await Rig.UntilDeliveredAsync(id);
        await Eventually.TrueAsync(
            "both officers have it", async () => (await Rig.NoticeAsync(id))!.SentAt.GetValueOrDefault(NoticeRecipient.Provider) is not null, Cancel);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig.Staff, StaffRole.AccessControl);

        Answer page = await browser.GetAsync($"{List}/{id}");

        Assert.Equal("mail bezorgd op 1 september 2026 om 08.30 uur", page.Detail("Functionaris van DOV"));
        Assert.Equal("mail bezorgd op 1 september 2026 om 08.30 uur", page.Detail("Eigen functionaris"));
        Assert.Equal("4 september 2026 om 00.00 uur", page.Detail("Vrijgeven kan vanaf"));
        Assert.Equal(
            ["De wachttijd loopt tot 4 september 2026 om 00.00 uur."], page.Document.QuerySelectorAll(".conditions li li").Select(item => item.TextContent));
        Assert.DoesNotContain(page.Document.Links, link => link.GetAttribute("href")!.EndsWith("/vrijgeven", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"{List}/01K42TP6J8Q5V0D3W7Z9X1C4BN")).Status);
    }

    private DisclosureDrafts Drafts => Rig.Staff.Get<DisclosureDrafts>();

    // Fills in every step, and returns the page that checks the request.
    private static async Task<Answer> WriteAsync(
        ConsoleBrowser browser, string schools = "12345, 030569", string compatibility = "Het is dezelfde identificatie.", bool connected = true)
    {
        Answer page = await browser.SubmitAsync(await browser.GetAsync(Start), Start);
        Dictionary<string, string> receiver = new()
        {
            ["receiver.name"] = "Uitgeverij Voorbeeld",
            ["receiver.protocolReference"] = "LEERID/2025/17",
            ["receiver.protocolDate"] = "2025-03-01",
        };
        if (connected)
            receiver["receiver.connectedToLeerId"] = "true";
        page = await browser.SubmitAsync(page, Action(page, "ontvanger"), receiver);
        page = await browser.SubmitAsync(page, Action(page, "scholen"), new Dictionary<string, string>
        {
            ["board.name"] = DisclosureRig.Board,
            ["board.requestReference"] = "brief 12",
            ["board.requestDate"] = "20/8/2026",
            ["schools"] = schools,
        });
        return await browser.SubmitAsync(page, Action(page, "doel"), new Dictionary<string, string>
        {
            ["purpose"] = "Dezelfde leerling herkennen.",
            ["compatibility"] = compatibility,
        });
    }

    // The path, below the console, of the form whose action has the given end.
    private static string Action(Answer page, string end) => page.Document.Forms
        .Select(form => form.GetAttribute("action")!).Single(action => action.EndsWith($"/{end}", StringComparison.Ordinal))["/beheer/".Length..];
}
