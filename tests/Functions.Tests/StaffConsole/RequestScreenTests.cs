using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.Notices;
using LeerId.PrivacyLog;
using LeerId.Requests;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.Extensions.Options;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The screen Verzoeken: the register, a new request, and the details of a request.</summary>
public sealed class RequestScreenTests(StudentsRig rig, AzuriteFixture azurite) : IClassFixture<StudentsRig>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_passes_all_steps_and_no_page_names_the_requester()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        string number = await browser.RegisterAsync("erasure");

        Answer extended = await StepAsync("verlenging", new() { ["reason"] = $"Veel verzoeken van {PrivacyDesk.Marker}." });
        Answer decided = await StepAsync("beslissing", new() { ["outcome"] = "granted", ["reason"] = $"{PrivacyDesk.Marker} is de ouder." });
        Answer answered = await StepAsync("antwoord", new() { ["sentAt"] = "2026-09-01T08:30", ["text"] = $"brief aan {PrivacyDesk.Marker}" });
        Answer list = await browser.GetAsync("verzoeken?stand=beantwoord");

        Assert.Equal("De termijn is verlengd. Laat dat de aanvrager nu weten, met de reden.", extended.Message());
        Assert.Equal("1 december 2026, na verlenging nog 91 dagen", extended.Detail("Antwoord ten laatste"));
        Assert.Equal("Ingewilligd", decided.Detail("Stand"));
        Assert.Equal("Het antwoord is genoteerd en het verzoek is afgesloten.", answered.Message());
        Assert.Equal("Beantwoord", answered.Detail("Stand"));
        Assert.DoesNotContain("Wat u nu doet", answered.Text(), StringComparison.Ordinal);
        Assert.Contains(number, list.Text(), StringComparison.Ordinal);
        Assert.All([extended, decided, answered, list], page => Assert.DoesNotContain(PrivacyDesk.Marker, page.Body, StringComparison.Ordinal));
        Assert.Equal(
            ["Geregistreerd", "Termijn verlengd", "Beslist", "Beantwoord"],
            answered.Document.QuerySelectorAll("tbody th").Select(step => step.TextContent));

        async Task<Answer> StepAsync(string step, Dictionary<string, string> values) =>
            await browser.SubmitAsync(await browser.GetAsync($"verzoeken/{number}/{step}"), $"verzoeken/{number}/{step}", values);
    }

    [Theory]
    [InlineData(StaffRole.Privacy, "data-subject-request")]
    [InlineData(StaffRole.Dpo, "officer-check")]
    public async Task Requester_is_shown_after_the_reason_is_logged(StaffRole role, string kind)
    {
        string number = await rig.Staff.RegisterAsync(RequestKind.Access, new DateOnly(2026, 9, 1));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, role);
        Answer before = await browser.GetAsync($"verzoeken/{number}");

        Answer shown = await browser.SubmitAsync(before, $"verzoeken/{number}");

        Assert.DoesNotContain(PrivacyDesk.Marker, before.Body, StringComparison.Ordinal);
        Assert.Equal(PrivacyDesk.Marker, shown.Detail("Aanvrager"));
        Assert.Equal((HttpStatusCode.OK, "no-store"), (shown.Status, shown.Headers["Cache-Control"]));
        PrivacyLogEntry look = Assert.Single(await rig.EntriesAsync("request-read"), entry => entry.Reason == number);
        Assert.Equal((number, kind, role.ToText(), StaffRig.ObjectIdOf(role)), (look.Purpose, look.PurposeKind, look.Role, look.Actor));
    }

    [Fact]
    public async Task Requester_is_not_shown_without_a_reason_and_not_when_the_log_can_not_be_written()
    {
        string number = await rig.Staff.RegisterAsync(RequestKind.Access, new DateOnly(2026, 9, 1));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        Answer page = await browser.GetAsync($"verzoeken/{number}"), unlogged;

        Answer unasked = await browser.SubmitAsync(page, $"verzoeken/{number}", new Dictionary<string, string> { ["reden"] = "", ["zaak"] = "" });
        using (rig.WithoutLog())
            unlogged = await browser.SubmitAsync(page, $"verzoeken/{number}");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, 2), (unasked.Status, unasked.Faults().Length));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unlogged.Status);
        Assert.All([unasked, unlogged], answer => Assert.DoesNotContain(PrivacyDesk.Marker, answer.Body, StringComparison.Ordinal));
        Assert.DoesNotContain(await rig.EntriesAsync("request-read"), entry => entry.Reason == number);
    }

    [Fact]
    public async Task Form_keeps_what_was_typed_and_names_each_fault_at_its_field()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);

        Answer answer = await browser.SubmitAsync(
            await browser.GetAsync("verzoeken/nieuw"), "verzoeken/nieuw",
            new Dictionary<string, string> { ["receivedOn"] = "31/9/2026", ["identity.check"] = "other", ["description"] = "<script>alert(1)</script>" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(
            [
                "Dag van ontvangst is geen dag die bestaat: schrijf dag/maand/jaar, zoals 31/8/2027",
                "Wat er gevraagd wordt is niet gekozen",
                "Naam van de aanvrager is niet ingevuld",
                "Adres voor het antwoord is niet ingevuld",
                "Uitleg bij die controle is niet ingevuld: zeg hoe u nakeek wie de aanvrager is, want u koos een andere manier",
            ],
            answer.Faults());
        Assert.Equal("31/9/2026", answer.Document.QuerySelector("input[name=receivedOn]")!.GetAttribute("value"));
        Assert.Equal("<script>alert(1)</script>", answer.Document.QuerySelector("textarea[name=description]")!.TextContent);
        Assert.Empty(answer.Document.QuerySelectorAll("script"));
        Assert.All(
            answer.Document.QuerySelectorAll(".errors a"),
            link => Assert.NotNull(answer.Document.GetElementById(link.GetAttribute("href")![1..])));
    }

    [Fact]
    public async Task Form_sent_twice_creates_one_request_and_other_values_need_a_confirmation()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        Answer form = await browser.GetAsync("verzoeken/nieuw");

        Answer first = await browser.SubmitAsync(form, "verzoeken/nieuw", PrivacyDesk.NewRequest());
        Answer again = await browser.SubmitAsync(form, "verzoeken/nieuw", PrivacyDesk.NewRequest());
        Answer other = await browser.SubmitAsync(form, "verzoeken/nieuw", PrivacyDesk.NewRequest("objection"));
        Answer confirmed = await browser.SubmitAsync(other, "verzoeken/nieuw");

        Assert.Equal(first.Address, again.Address);
        Assert.StartsWith("U verstuurde dit formulier al eens met andere gegevens", Assert.Single(other.Faults()), StringComparison.Ordinal);
        Assert.Equal("Verzoek: Bezwaar (artikel 21)", confirmed.Heading());
        Assert.NotEqual(first.Address, confirmed.Address);
        string[] numbers = [.. (await rig.Staff.Get<RequestRegister>().ListAsync(isOpen: true, Cancel)).Select(request => request.Number)];
        Assert.Single(numbers, first.Address.Segments[^1]);
        Assert.Single(numbers, confirmed.Address.Segments[^1]);
    }

    [Fact]
    public async Task Unknown_number_is_404_on_each_page()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);

        foreach (string path in new[] { "", "/verlenging", "/beslissing", "/antwoord" })
        {
            Answer answer = await browser.GetAsync($"verzoeken/01K42TP6J8Q5V0D3W7Z9X1C4BN{path}");
            Assert.Equal((HttpStatusCode.NotFound, "Niet gevonden"), (answer.Status, answer.Heading()));
        }
    }

    [Fact]
    public async Task Register_has_the_open_requests_first_by_the_day_they_are_due_and_pages_of_fifty()
    {
        await using StaffRig own = await StaffRig.StartAsync(azurite);
        string late = await own.RegisterAsync(RequestKind.Erasure, new DateOnly(2026, 7, 31));
        string answered = await own.RegisterAsync(RequestKind.Access, new DateOnly(2026, 6, 1));
        string soon = await own.RegisterAsync(RequestKind.Objection, new DateOnly(2026, 8, 5));
        for (int i = 0; i < 49; i++)
            await own.RegisterAsync(RequestKind.Access, new DateOnly(2026, 9, 1));
        RequestRegister register = own.Get<RequestRegister>();
        await register.DecideAsync(answered, new NewDecision { Outcome = DecisionOutcome.Refused, Reason = "x" }, new RequestEditor("x", null), Cancel);
        await register.AnswerAsync(answered, new NewAnswer { SentAt = own.Clock.GetUtcNow(), Text = "x" }, new RequestEditor("x", null), Cancel);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(own, StaffRole.Dpo);

        Answer first = await browser.GetAsync("verzoeken"), second = await browser.GetAsync("verzoeken?pagina=2");
        Answer open = await browser.GetAsync("verzoeken?stand=open"), byKind = await browser.GetAsync("verzoeken?volgorde=soort&stand=open&pagina=2");
        Answer odd = await browser.GetAsync("verzoeken?volgorde=x&stand=y&pagina=z");

        Assert.Equal([late, soon], Numbers(first).Take(2));
        Assert.Equal(["1 dag te laat", "nog 4 dagen", "nog 30 dagen"], first.Document.QuerySelectorAll("td .tag").Select(tag => tag.TextContent).Take(3));
        Assert.Equal((50, 2), (Numbers(first).Length, Numbers(second).Length));
        Assert.Equal(answered, Numbers(second)[^1]);
        Assert.DoesNotContain(answered, open.Body, StringComparison.Ordinal);
        Assert.Equal([soon], Numbers(byKind));
        Assert.Equal(Numbers(first), Numbers(odd));
        Assert.DoesNotContain("Nieuw verzoek", first.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(PrivacyDesk.Marker, first.Body, StringComparison.Ordinal);

        static string[] Numbers(Answer page) => [.. page.Document.QuerySelectorAll("tbody th").Select(cell => cell.TextContent)];
    }

    [Fact]
    public async Task Nothing_can_be_registered_without_the_address_for_reminders()
    {
        await using StaffRig own = await StaffRig.StartAsync(azurite);
        // LocalHost treats an empty setting as absent, and then uses its default.
        own.Get<IOptions<RequestMailOptions>>().Value.Mail = "";
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(own, StaffRole.Privacy);

        Answer answer = await browser.SubmitAsync(await browser.GetAsync("verzoeken/nieuw"), "verzoeken/nieuw", PrivacyDesk.NewRequest());

        Assert.StartsWith("Er is niets geregistreerd", Assert.Single(answer.Faults()), StringComparison.Ordinal);
        Assert.Empty(await own.Get<RequestRegister>().ListAsync(isOpen: null, Cancel));
    }
}
