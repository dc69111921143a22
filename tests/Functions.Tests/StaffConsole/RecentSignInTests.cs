using System.Net;
using LeerId.Staff;
using LeerId.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>Irreversible actions demand that the person has signed in within the last five minutes.</summary>
public sealed class RecentSignInTests(AzuriteFixture azurite)
{
    private const string Text = "eerste regel\nwat \"getypt\" werd & <b>meer</b> é";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Action_within_five_minutes_of_the_sign_in_is_done()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Dpo);
        rig.Staff.Clock.Advance(TimeSpan.FromMinutes(5));

        Answer answer = await PostAsync(browser, await browser.GetAsync("hulpcode"));

        Assert.Equal("De proef is gedaan.", answer.Message());
        Assert.Single(rig.Probe.Handled);
    }

    [Fact]
    public async Task Action_after_five_minutes_is_kept_until_the_person_signs_in_again()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Dpo);
        rig.Staff.Clock.Advance(TimeSpan.FromSeconds(301));

        Answer kept = await PostAsync(browser, await browser.GetAsync("hulpcode"));
        Assert.Equal((HttpStatusCode.Unauthorized, "Meld u opnieuw aan"), (kept.Status, kept.Heading()));
        Assert.Empty(rig.Probe.Handled);

        // The directory knows the person, but asks again.
        string link = kept.Document.QuerySelector("main a[target=_blank]")!.GetAttribute("href")!;
        Answer window = await browser.SignInAsync("dpo", link);
        Assert.Equal("U bent aangemeld", window.Heading());
        // The form belongs to the previous session, so it is shown again before the action.
        Answer shownAgain = await browser.SubmitAsync(kept, ProbeScreen.Irreversible);
        Assert.Equal(HttpStatusCode.Conflict, shownAgain.Status);
        Answer done = await browser.SubmitAsync(shownAgain, ProbeScreen.Irreversible);

        Assert.Equal("De proef is gedaan.", done.Message());
        Assert.Equal([KeyValuePair.Create("tekst", Text.ReplaceLineEndings("\r\n"))], Assert.Single(rig.Probe.Handled));
    }

    [Fact]
    public async Task Page_of_an_irreversible_action_asks_to_sign_in_again_and_then_opens()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Dpo);
        rig.Staff.Clock.Advance(TimeSpan.FromMinutes(6));

        Answer answer = await browser.SignInAsync("dpo", $"beheer/{ProbeScreen.Irreversible}");

        Assert.Equal("onherroepelijk", answer.Body);
    }

    // A stranger uses a browser whose owner is still signed in at the directory.
    [Fact]
    public async Task Sign_in_without_authentication_does_not_count()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Dpo);
        rig.Staff.Clock.Advance(TimeSpan.FromMinutes(6));
        Uri asked = (await browser.OpenAsync(rig.Staff, ProbeScreen.Irreversible)).Location;
        Dictionary<string, string?> parameters = QueryHelpers.ParseQuery(asked.Query).ToDictionary(part => part.Key, part => (string?)part.Value.ToString());
        Assert.Equal("login", parameters["prompt"]);
        parameters.Remove("prompt");

        Answer returned = await browser.Browser.GetAsync(new Uri(QueryHelpers.AddQueryString(asked.GetLeftPart(UriPartial.Path), parameters)), Cancel);
        Answer answer = await browser.Browser.GetAsync(returned.Location, Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "Aanmelden is niet gelukt"), (answer.Status, answer.Heading()));
        Assert.Equal(HttpStatusCode.Found, (await browser.OpenAsync(rig.Staff, ProbeScreen.Irreversible)).Status);
    }

    [Fact]
    public async Task Single_sign_on_keeps_the_moment_of_the_authentication()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Dpo);
        rig.Staff.Clock.Advance(TimeSpan.FromMinutes(31));

        // The session is new, but the question is half an hour old.
        Answer page = await browser.GetAsync("hulpcode");
        Answer answer = await PostAsync(browser, page);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (page.Status, answer.Status));
        Assert.Empty(rig.Probe.Handled);
    }

    private static Task<Answer> PostAsync(ConsoleBrowser browser, Answer page) => browser.PostAsync(
        ProbeScreen.Irreversible, [new("__token", page.Token()), new("tekst", Text.ReplaceLineEndings("\r\n"))]);
}
