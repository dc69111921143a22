using System.Net;
using LeerId.Functions.Tests.Staff.Students;
using LeerId.Requests;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>Two members of staff handle the same request, and steps that are not possible at the moment.</summary>
public sealed class RequestEditorsTests(StudentsRig rig) : IClassFixture<StudentsRig>
{
    private static readonly Dictionary<string, string> Granted = new() { ["outcome"] = "granted", ["reason"] = "In orde volgens de school." };
    private static readonly Dictionary<string, string> Refused = new() { ["outcome"] = "refused", ["reason"] = "Niet bekend bij de school." };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Second_editor_sees_both_versions_and_chooses()
    {
        string number = await rig.Staff.RegisterAsync(RequestKind.Access, new DateOnly(2026, 9, 1)), step = $"verzoeken/{number}/beslissing";
        using ConsoleBrowser one = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy), two = await PrivacyDesk.SignInColleagueAsync(rig.Staff);
        Answer mine = await one.GetAsync(step);
        await two.SubmitAsync(await two.GetAsync(step), step, Granted);

        Answer conflict = await one.SubmitAsync(mine, step, Refused);
        DecisionOutcome? between = await OutcomeAsync();
        Answer chosen = await one.SubmitAsync(conflict, step);

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal("Iemand anders wijzigde dit intussen", conflict.Document.QuerySelector(".conflict h2")!.TextContent);
        Assert.Equal(
            ["Beslissing Geweigerd Ingewilligd", "Reden Niet bekend bij de school. In orde volgens de school."],
            conflict.Document.QuerySelectorAll(".conflict tbody tr").Take(2).Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent))));
        // The texts of the other version can contain the name of the requester.
        Assert.Single(await rig.EntriesAsync("request-read"), entry => entry.Reason == number && entry.Purpose == number);
        Assert.Equal(DecisionOutcome.Granted, between);
        Assert.Equal("De beslissing is genoteerd.", chosen.Message());
        Assert.Equal(DecisionOutcome.Refused, await OutcomeAsync());

        async Task<DecisionOutcome?> OutcomeAsync() => (await rig.Staff.Get<RequestRegister>().FindAsync(number, Cancel))!.Summary.Decision;
    }

    [Fact]
    public async Task Other_version_is_not_shown_when_the_log_can_not_be_written()
    {
        string number = await rig.Staff.RegisterAsync(RequestKind.Access, new DateOnly(2026, 9, 1)), step = $"verzoeken/{number}/beslissing";
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        Answer stale = await browser.GetAsync(step), answer;
        await browser.SubmitAsync(await browser.GetAsync(step), step, Granted);

        using (rig.WithoutLog())
            answer = await browser.SubmitAsync(stale, step, Refused);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.DoesNotContain(Granted["reason"], answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Same_form_sent_twice_is_one_step_and_no_conflict()
    {
        string number = await rig.Staff.RegisterAsync(RequestKind.Access, new DateOnly(2026, 9, 1)), step = $"verzoeken/{number}/beslissing";
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        Answer form = await browser.GetAsync(step);

        await browser.SubmitAsync(form, step, Granted);
        Answer again = await browser.SubmitAsync(form, step, Granted);

        Assert.Equal((HttpStatusCode.OK, "De beslissing is genoteerd."), (again.Status, again.Message()));
        Assert.Equal(2, (await rig.Staff.Get<RequestRegister>().FindAsync(number, Cancel))!.Version);
    }

    [Fact]
    public async Task Impossible_step_gives_the_reason_and_keeps_the_typed_values()
    {
        string number = await rig.Staff.RegisterAsync(RequestKind.Access, new DateOnly(2026, 7, 31));
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);

        Answer answer = await StepAsync("antwoord", new() { ["sentAt"] = "2026-09-01T08:00", ["text"] = "brief 12" });
        Answer extension = await StepAsync("verlenging", new() { ["reason"] = "Veel werk." });

        Assert.Equal("De beslissing is nog niet genoteerd: noteer die vóór het antwoord.", Assert.Single(answer.Faults()));
        Assert.Equal("brief 12", answer.Document.QuerySelector("textarea[name=text]")!.TextContent);
        Assert.Equal("De ontvangst is meer dan een maand geleden: verlengen kon tot en met 31 augustus 2026.", Assert.Single(extension.Faults()));

        async Task<Answer> StepAsync(string step, Dictionary<string, string> values) =>
            await browser.SubmitAsync(await browser.GetAsync($"verzoeken/{number}/{step}"), $"verzoeken/{number}/{step}", values);
    }
}
