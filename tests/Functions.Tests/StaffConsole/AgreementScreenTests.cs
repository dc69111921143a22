using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Functions.Tests.Staff.Agreement;
using LeerId.Retention;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The end of the agreement in the console (protocol, article 11).</summary>
public sealed class AgreementScreenTests(AzuriteFixture azurite) : AgreementTests(azurite)
{
    private const string Screen = "overeenkomst";
    private const string Confirm = "overeenkomst/bevestigen";
    private const string Withdraw = "overeenkomst/annuleren";

    [Fact]
    public async Task Two_persons_who_type_the_end_date_confirm_the_destruction()
    {
        using ConsoleBrowser officer = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Dpo);
        using ConsoleBrowser other = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Operator);
        Answer late = await officer.GetAsync(Screen);

        Answer one = await ConfirmAsync(officer, "30/6/2027");
        Assert.Equal("Uw bevestiging is bewaard.", one.Message());
        Assert.Equal(
            ["bevestigd", "functionaris", StaffRig.ObjectIdOf(StaffRole.Dpo), ""],
            one.Document.QuerySelectorAll("table")[1].QuerySelectorAll("td").Select(cell => cell.TextContent));
        Answer both = await ConfirmAsync(other, "30/6/2027");
        Assert.Contains("De functionaris en een operator hebben het wissen bevestigd.", both.Text(), StringComparison.Ordinal);
        Answer formBefore = await other.GetAsync(Confirm);
        await FireAsync();

        Assert.Equal(DestructionPhase.Finished, (await Rig.Get<AgreementDestruction>().ReadAsync(Cancel)).Phase);
        Answer tooLate = await officer.SubmitAsync(late, Withdraw, new Dictionary<string, string> { ["reason"] = "te laat" });
        Assert.Equal(
            (HttpStatusCode.Conflict, "Er is niets bewaard: het wissen is al begonnen en kan niet meer bevestigd of geannuleerd worden."),
            (tooLate.Status, Assert.Single(tooLate.Faults())));
        Assert.Equal(HttpStatusCode.Conflict, (await SubmitAsync(other, formBefore, "30/6/2027")).Status);
        Assert.Empty((await officer.GetAsync(Screen)).Document.QuerySelectorAll("main form"));
    }

    [Theory]
    [InlineData("", "Einddatum is niet ingevuld: typ de einddatum die u bevestigt")]
    [InlineData("ja", "Einddatum is geen dag die bestaat: schrijf dag/maand/jaar, zoals 31/8/2027")]
    [InlineData("30/7/2027", "Einddatum is niet de einddatum van het protocol: lees ze hierboven en typ ze over")]
    public async Task Date_that_is_not_the_end_date_confirms_nothing(string typed, string fault)
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Dpo);

        Answer answer = await ConfirmAsync(browser, typed);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, fault), (answer.Status, Assert.Single(answer.Faults())));
        Assert.Equal(typed, answer.Document.QuerySelector("input[name=endDate]")!.GetAttribute("value"));
        Assert.Empty((await Rig.Get<AgreementDestruction>().ReadAsync(Cancel)).Decisions);
    }

    [Fact]
    public async Task Confirmation_demands_a_sign_in_within_the_last_five_minutes()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Dpo);
        Answer form = await browser.GetAsync(Confirm);
        Rig.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        Answer kept = await SubmitAsync(browser, form, "30/6/2027");

        Assert.Equal((HttpStatusCode.Unauthorized, "Meld u opnieuw aan"), (kept.Status, kept.Heading()));
        Assert.Empty((await Rig.Get<AgreementDestruction>().ReadAsync(Cancel)).Decisions);
        // The screen itself first redirects the person to the directory.
        Answer directory = await browser.GetAsync(Confirm);
        Assert.StartsWith("/dev/directory", directory.Address.AbsolutePath, StringComparison.Ordinal);

        await browser.SignInAsync("dpo", "beheer/aanmelden?venster=1&opnieuw=1");
        Answer again = await browser.SubmitAsync(kept, Confirm);
        // The form belongs to the previous session, so it is sent again.
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal("Uw bevestiging is bewaard.", (await browser.SubmitAsync(again, Confirm)).Message());
        Assert.Single((await Rig.Get<AgreementDestruction>().ReadAsync(Cancel)).Decisions);
    }

    [Fact]
    public async Task Cancellation_needs_a_reason_and_shows_it()
    {
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(Rig, StaffRole.Operator);
        Answer screen = await browser.GetAsync(Screen);

        Answer empty = await browser.SubmitAsync(screen, Withdraw, new Dictionary<string, string> { ["reason"] = " " });
        Assert.Equal(["Reden is niet ingevuld: zeg waarom het wissen geannuleerd wordt"], empty.Faults());
        string words = new('x', 501);
        Answer tooLong = await browser.SubmitAsync(screen, Withdraw, new Dictionary<string, string> { ["reason"] = words });
        Assert.Equal(["Reden telt 501 tekens; er mogen er hoogstens 500 zijn"], tooLong.Faults());
        Assert.Equal(words, tooLong.Document.QuerySelector("textarea")!.TextContent.Trim());

        Answer cancelled = await browser.SubmitAsync(screen, Withdraw, new Dictionary<string, string> { ["reason"] = "<u>verkeerd</u> getypt" });

        Assert.Equal("Het wissen is geannuleerd.", cancelled.Message());
        Assert.Contains("<u>verkeerd</u> getypt", cancelled.Text(), StringComparison.Ordinal);
        Assert.Empty(cancelled.Document.QuerySelectorAll("u"));
        Assert.Equal(DestructionPhase.Cancelled, (await Rig.Get<AgreementDestruction>().ReadAsync(Cancel)).Phase);
    }

    [Theory]
    [InlineData(null, "Het protocol heeft geen einddatum. Er wordt niets gewist.")]
    [InlineData("2027-07-01", "Het protocol loopt tot 1 juli 2027. Vanaf die dag kan niemand meer aanmelden.")]
    public async Task Nothing_is_decided_while_the_agreement_goes_on(string? endDate, string summary)
    {
        await using StaffRig rig = await StartAsync(endDate);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig, StaffRole.Dpo);

        Answer screen = await browser.GetAsync(Screen);

        Assert.Contains(summary, screen.Text(), StringComparison.Ordinal);
        Assert.Empty(screen.Document.QuerySelectorAll("main form"));
        Answer form = await browser.GetAsync(Confirm);
        Assert.Equal($"/beheer/{Screen}", form.Address.AbsolutePath);
    }

    private static async Task<Answer> ConfirmAsync(ConsoleBrowser browser, string endDate) =>
        await SubmitAsync(browser, await browser.GetAsync(Confirm), endDate);

    private static Task<Answer> SubmitAsync(ConsoleBrowser browser, Answer form, string endDate) =>
        browser.SubmitAsync(form, Confirm, new Dictionary<string, string> { ["endDate"] = endDate });
}
