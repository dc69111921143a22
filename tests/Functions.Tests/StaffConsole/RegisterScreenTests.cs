using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Staff;
using LeerId.Staff.Confidentiality;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screens Register, Werking and Vertrouwelijkheid.</summary>
public sealed class RegisterScreenTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StaffRig? _rig;

    private StaffRig Rig => _rig!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await StaffRig.StartAsync(
        azurite, accepts: false, settings: new Dictionary<string, string?> { ["Register:Provider:Name"] = "Uitgeverij <b>Één</b>" });

    public async ValueTask DisposeAsync()
    {
        if (_rig is not null)
            await _rig.DisposeAsync();
    }

    [Theory]
    [InlineData(StaffRole.Dpo)]
    [InlineData(StaffRole.Operator)]
    public async Task Register_shows_officers_applications_processors_and_documents(StaffRole role)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, role);

        Answer page = await browser.GetAsync("register");

        Assert.Equal((HttpStatusCode.OK, "Register"), (page.Status, page.Heading()));
        Assert.Contains("Register", page.Menu());
        Assert.Equal(
            ["Functionarissen voor gegevensbescherming", "Toepassingen en hun protocol", "Register van verwerkingsactiviteiten (AVG, artikel 30)"],
            page.Document.QuerySelectorAll("h2").Take(3).Select(heading => heading.TextContent));
        Assert.Contains("Uitgeverij <b>Één</b>", page.Text(), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main b"));
    }

    [Fact]
    public async Task Acceptances_are_listed_by_page_the_newest_first()
    {
        AcceptanceRequest current = new() { Version = ConfidentialityOptions.StandardVersion };
        for (int person = 1; person <= 51; person++)
        {
            await Rig.Get<StaffConfidentiality>().AcceptAsync(current, $"persoon-{person:00}", Cancel);
            Rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Dpo);
        Answer first = await browser.GetAsync("register/aanvaardingen"), second = await browser.GetAsync("register/aanvaardingen?pagina=2");

        Assert.Equal((50, "persoon-51"), (Persons(first).Length, Persons(first)[0]));
        Assert.Equal(["persoon-01"], Persons(second));
        Assert.Contains("51 tot 51 van 51", second.Text(), StringComparison.Ordinal);
        Assert.Equal(
            ["standard-2", "1 september 2026 om 08.30 uur", "1 september 2027", "ja"],
            second.Document.QuerySelectorAll("tbody td").Select(cell => cell.TextContent));
        Assert.Equal(Persons(second), Persons(await browser.GetAsync("register/aanvaardingen?pagina=99")));
    }

    [Fact]
    public async Task Every_person_reads_the_text_and_accepts_it()
    {
        foreach (StaffRole role in StaffRig.Persons)
        {
            using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, role);
            Answer page = await browser.GetAsync("vertrouwelijkheid");
            Assert.Contains("U ziet pas gegevens van leerlingen als u deze tekst aanvaard hebt.", page.Text(), StringComparison.Ordinal);
            Assert.Contains("Ik gebruik gegevens van leerlingen alleen voor mijn taak", page.Text(), StringComparison.Ordinal);
            Assert.False(await Rig.Get<StaffConfidentiality>().IsAcceptedAsync(StaffRig.ObjectIdOf(role), Cancel));

            Answer accepted = await browser.SubmitAsync(page, "vertrouwelijkheid");

            Assert.True(await Rig.Get<StaffConfidentiality>().IsAcceptedAsync(StaffRig.ObjectIdOf(role), Cancel));
            Assert.StartsWith("U hebt de tekst aanvaard. Dat geldt tot en met 1 september 2027.", accepted.Message(), StringComparison.Ordinal);
            Assert.Contains("U aanvaardde deze tekst op 1 september 2026 om 08.30 uur.", accepted.Text(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Form_that_was_kept_is_accepted_after_the_text_was()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Helpdesk);
        Answer kept = await browser.SubmitAsync(
            await browser.GetAsync("hulpcode"), "hulpcode", new Dictionary<string, string> { ["code"] = "K763-QX9M" });
        Assert.Equal((HttpStatusCode.Forbidden, "Aanvaard eerst de vertrouwelijkheid"), (kept.Status, kept.Heading()));
        string link = kept.Document.QuerySelectorAll("main a").Single().GetAttribute("href")!;

        await browser.SubmitAsync(await browser.GetAsync(link["/beheer/".Length..]), "vertrouwelijkheid");

        Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(kept, "hulpcode")).Status);
    }

    [Theory]
    [InlineData("standard-0")]
    [InlineData("")]
    public async Task Text_that_changed_meanwhile_is_not_accepted(string version)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Privacy);

        Answer answer = await browser.SubmitAsync(
            await browser.GetAsync("vertrouwelijkheid"), "vertrouwelijkheid", new Dictionary<string, string> { ["version"] = version });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["De tekst is intussen gewijzigd. Er is niets bewaard: lees de nieuwe tekst en aanvaard die."], answer.Faults());
        Assert.Equal("standard-2", answer.Document.QuerySelector("input[name=version]")!.GetAttribute("value"));
        Assert.False(await Rig.Get<StaffConfidentiality>().IsAcceptedAsync(StaffRig.ObjectIdOf(StaffRole.Privacy), Cancel));
    }

    [Fact]
    public async Task Operation_shows_every_part_to_the_operator()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Operator);

        Answer page = await browser.GetAsync("werking");

        Assert.Equal((HttpStatusCode.OK, "Werking"), (page.Status, page.Heading()));
        Assert.Equal(
            [
                "Wissen dat op een bevestiging wacht", "Kunnen leerlingen nu aanmelden?", "Taken", "Zegels van de privacylog",
                "Geheimen en wanneer ze vervallen", "Toepassingen",
            ],
            page.Document.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Contains("RS256", page.Text(), StringComparison.Ordinal);
    }

    private static string[] Persons(Answer page) => [.. page.Document.QuerySelectorAll("tbody th").Select(cell => cell.TextContent)];
}
