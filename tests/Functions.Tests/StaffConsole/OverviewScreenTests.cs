using System.Net;
using AngleSharp.Dom;
using LeerId.Functions.Retention;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.Notices;
using LeerId.PrivacyLog.Seals;
using LeerId.Requests;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Overzicht: the tasks of each role, and the plots with their tables.</summary>
public sealed class OverviewScreenTests(AzuriteFixture azurite)
{
    private const string SignIns = "Aanmeldingen per dag", Refused = "Geweigerde aanmeldingen per dag en reden";
    private const string Contracts = "Contracten die eindigen per maand";
    private const string Breaches = "De 72 uur van elk open datalek", Requests = "Open verzoeken volgens de dagen die overblijven";
    private const string Nights = "Nachten zonder wissen of verzegelen", Snapshots = "Bewaarde leerlingen per maand waarin ze gewist worden";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_role_sees_its_tasks_and_plots_and_the_figures_of_a_plot_are_those_of_its_table()
    {
        await using StudentsRig pupils = await FilledAsync();

        Answer officer = await OpenAsync(pupils, StaffRole.Dpo);
        Assert.Equal((HttpStatusCode.OK, "Overzicht"), (officer.Status, officer.Heading()));
        Assert.Equal([Breaches, Requests, Contracts, SignIns, Refused, Nights, Snapshots], Titles(officer));
        Assert.All(officer.Document.QuerySelectorAll("figure.plot"), AssertSameFigures);
        Assert.Equal("Overzicht", officer.Menu()[0]);
        Assert.Contains("Datalek: meld het aan de autoriteit, of leg vast waarom het niet hoeft", officer.Text(), StringComparison.Ordinal);
        Assert.Contains("nog 51 uur", officer.Text(), StringComparison.Ordinal);
        Assert.Contains("Verzoek van een leerling of ouder: beantwoord het", officer.Text(), StringComparison.Ordinal);
        Assert.Contains("contract eindigt binnen 60 dagen", officer.Text(), StringComparison.Ordinal);
        // On the first day four pupils were let in and two were refused. Today has no seal yet.
        Assert.Equal(["1 september 2026", "4", "2"], Cells(officer, SignIns)[0]);
        Assert.Equal(["2 september 2026", "nog niet verzegeld"], Cells(officer, SignIns)[1]);
        Assert.Equal(["1 september 2026", "2"], Cells(officer, Refused)[0]);
        Assert.Equal(["sep 2029", "4"], Assert.Single(Cells(officer, Snapshots)));

        Assert.Equal([Contracts, SignIns, Refused], Titles(await OpenAsync(pupils, StaffRole.AccessControl)));
        Assert.Equal([SignIns, Refused], Titles(await OpenAsync(pupils, StaffRole.Helpdesk)));
        Assert.Equal([Requests, SignIns, Refused], Titles(await OpenAsync(pupils, StaffRole.Privacy)));
        Assert.Equal([Breaches, Contracts, SignIns, Refused, Nights, Snapshots], Titles(await OpenAsync(pupils, StaffRole.Operator)));
    }

    [Theory]
    [InlineData(StaffRole.Dpo, "/beheer/datalek/ /beheer/meldingen /beheer/scholen /beheer/verzoeken/")]
    [InlineData(StaffRole.Operator, "/beheer/datalek/ /beheer/meldingen /beheer/scholen /beheer/werking")]
    [InlineData(StaffRole.AccessControl, "/beheer/scholen")]
    [InlineData(StaffRole.Privacy, "/beheer/verzoeken/")]
    public async Task Each_task_leads_to_a_screen_that_the_person_may_open(StaffRole role, string expected)
    {
        await using StudentsRig pupils = await FilledAsync();
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, role);
        string[] addresses =
            [.. (await browser.GetAsync("")).Document.QuerySelectorAll(".tasks a").Select(link => link.GetAttribute("href")!).Distinct().Order()];

        Assert.Equal(expected.Split(' '), addresses.Select(address => WithoutNumber(address.Split('?')[0])));
        foreach (string address in addresses)
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address["/beheer/".Length..])).Status);
    }

    [Fact]
    public async Task Part_that_storage_refuses_is_named_and_the_others_are_shown()
    {
        await using StudentsRig pupils = await FilledAsync();
        pupils.Storage.Intercept = request => request.StartsWith("GET Requests", StringComparison.Ordinal) ? StorageProxy.Refuse : null;

        Answer page = await OpenAsync(pupils, StaffRole.Privacy);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Dit kon niet gelezen worden: de verzoeken.", page.Text(), StringComparison.Ordinal);
        Assert.Equal([SignIns, Refused], Titles(page));
    }

    [Fact]
    public async Task Nothing_is_urgent_for_the_helpdesk_of_a_new_app()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig, StaffRole.Helpdesk);
        Answer page = await browser.GetAsync("");
        Assert.Contains("Er staat niets open.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Scholen zonder contract", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_without_an_acceptance_has_the_task_to_accept()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite, accepts: false);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig, StaffRole.Helpdesk);
        IElement task = Assert.Single((await browser.GetAsync("")).Document.QuerySelectorAll(".tasks li"));
        Assert.Contains("Lees en aanvaard de tekst over vertrouwelijkheid", task.TextContent, StringComparison.Ordinal);
        Assert.Equal("Dringend", task.QuerySelector(".tag")!.TextContent);
    }

    // On 1 September four pupils sign in and two are refused. Then a day passes, and the nightly jobs run.
    private async Task<StudentsRig> FilledAsync()
    {
        StudentsRig pupils = new(azurite);
        await pupils.InitializeAsync();
        for (int pupil = 1; pupil <= 6; pupil++)
            await pupils.SignInAsync(pupil, claims => claims["ov_orgcode"] = pupil <= 4 ? "012345" : "999999");
        StaffRig rig = pupils.Staff;
        await rig.Host.Schools.PutAsync(
            new() { Number = LeerId.Schools.SchoolNumber.Parse("022222"), Name = "De Beuk", From = new(2020, 9, 1), Until = new(2026, 9, 30) }, "test", Cancel);
        DateTimeOffset now = rig.Clock.GetUtcNow();
        Assert.IsType<NoticeOutcome.Registered>(await rig.Get<NoticeRegister>().ReportAsync(
            new BreachContent { KnownAt = now, Nature = "Een bestand stond open." }, "test", request: null, Cancel));
        Assert.IsType<RequestOutcome.Done>(await rig.Get<RequestRegister>().RegisterAsync(
            new NewRequest
            {
                Kind = RequestKind.Access,
                ReceivedOn = new(2026, 9, 1),
                Requester = new Requester { Name = "Ouder", Contact = "ouder@voorbeeld.example" },
                Identity = new IdentityEvidence { Check = IdentityCheck.School },
            },
            "test", repeatable: null, Cancel));
        Assert.True((await rig.Host.Host.FireTimerAsync(nameof(DeleteExpired), Cancel))!.Succeeded);
        rig.Clock.Advance(TimeSpan.FromHours(21));
        await rig.Get<DailySeal>().RunAsync(Cancel);
        Assert.True((await rig.Host.Host.FireTimerAsync(nameof(CountSnapshots), Cancel))!.Succeeded);
        return pupils;
    }

    // The number of a record consists of capital letters and digits.
    private static string WithoutNumber(string path) => path.TrimEnd([.. "0123456789ABCDEFGHJKMNPQRSTVWXYZ"]);

    private static async Task<Answer> OpenAsync(StudentsRig pupils, StaffRole role)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(pupils.Staff, role);
        return await browser.GetAsync("");
    }

    private static string[] Titles(Answer page) => [.. page.Document.QuerySelectorAll("figure.plot h3").Select(title => title.TextContent)];

    private static string[][] Cells(Answer page, string title) =>
        [.. Cells(page.Document.QuerySelectorAll("figure.plot").Single(plot => plot.QuerySelector("h3")!.TextContent == title), "tbody tr")];

    private static IEnumerable<string[]> Cells(IElement plot, string rows) =>
        plot.QuerySelectorAll(rows).Select(row => row.QuerySelectorAll("th, td").Select(cell => cell.TextContent.Trim()).ToArray());

    private static void AssertSameFigures(IElement plot)
    {
        string[] head = Cells(plot, "thead tr").Single();
        IEnumerable<string> ofTheTable =
            from row in Cells(plot, "tbody tr")
            from cell in row.Skip(1).Select((text, place) => (text, Series: head[place + 1]))
            where cell.text is not "0" and not "nog niet verzegeld"
            select $"{row[0]}: {cell.text} {cell.Series}";
        Assert.Equal(ofTheTable, plot.QuerySelectorAll("svg g > title").Select(bar => bar.TextContent));
        // Each drawing has a name for people who can't see it.
        Assert.All(plot.QuerySelectorAll("svg[role=img]"), image =>
            Assert.All(image.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotEmpty(plot.QuerySelector($"#{id}")!.TextContent)));
        Assert.Empty(plot.QuerySelectorAll("[style]"));
    }
}
