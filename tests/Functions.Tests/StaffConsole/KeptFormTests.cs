using System.Net;
using LeerId.Staff;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The session ends while a person fills in a form. The typed text is kept, and nothing is done until the person has signed in.</summary>
public sealed class KeptFormTests(AzuriteFixture azurite)
{
    private static readonly KeyValuePair<string, string>[] Typed =
    [
        new("tekst", "eerste regel\r\n\r\n  derde regel met \"aanhalingstekens\" & <b>markering</b>"),
        new("leeg", ""),
        new("keuze", "één"),
        new("keuze", "twee"),
        new("__revision", "0x8DCF2A"),
        new("Ünï", "\U0001F600 €"),
    ];

    [Fact]
    public async Task Typed_values_are_kept_and_can_be_sent_after_signing_in()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Helpdesk);
        Answer page = await browser.GetAsync("hulpcode");
        rig.Staff.Clock.Advance(TimeSpan.FromMinutes(31));

        Answer kept = await browser.PostAsync(ProbeScreen.Act, [new("__token", page.Token()), new("__key", "de sleutel"), .. Typed]);

        Assert.Equal((HttpStatusCode.Unauthorized, "Uw sessie is afgelopen"), (kept.Status, kept.Heading()));
        Assert.Empty(kept.Menu());
        Assert.Empty(rig.Probe.Handled);
        Assert.Equal("de sleutel", kept.Document.QuerySelector("input[name=__key]")!.GetAttribute("value"));
        Assert.Equal("U bent aangemeld", (await browser.GetAsync(Link(kept))).Heading());
        Answer again = await browser.SubmitAsync(kept, ProbeScreen.Act);
        Assert.Equal((HttpStatusCode.Conflict, "Verstuur het formulier opnieuw"), (again.Status, again.Heading()));
        Answer done = await browser.SubmitAsync(again, ProbeScreen.Act);

        Assert.Equal("De proef is gedaan.", done.Message());
        Assert.Equal(Typed, Assert.Single(rig.Probe.Handled));
    }

    [Fact]
    public async Task Kept_form_is_refused_for_a_person_without_the_role()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(azurite);
        using ConsoleBrowser browser = new(rig.Staff.Host.Host.Address);
        Answer kept = await browser.PostAsync(ProbeScreen.Irreversible, Typed);
        await browser.SignInAsync("helpdesk", $"beheer/{Link(kept)}");

        Answer answer = await browser.SubmitAsync(kept, ProbeScreen.Irreversible);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty(rig.Probe.Handled);
    }

    [Fact]
    public async Task Form_that_asks_for_personal_data_waits_until_confidentiality_is_accepted()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(azurite, accepts: false);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Privacy);
        Answer page = await browser.GetAsync("hulpcode");

        Answer kept = await browser.PostAsync(ProbeScreen.Personal, [new("__token", page.Token()), .. Typed]);
        Assert.Equal((HttpStatusCode.Forbidden, "Aanvaard eerst de vertrouwelijkheid"), (kept.Status, kept.Heading()));
        Assert.Empty(rig.Probe.Handled);
        await rig.Staff.AcceptConfidentialityAsync();
        await browser.SubmitAsync(kept, ProbeScreen.Personal);

        Assert.Equal(Typed, Assert.Single(rig.Probe.Handled));
    }

    [Fact]
    public async Task Form_of_the_screen_for_support_codes_gives_its_answer_after_signing_in()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, StaffRole.Helpdesk);
        Answer page = await browser.GetAsync("hulpcode");
        rig.Staff.Clock.Advance(TimeSpan.FromMinutes(31));

        Answer kept = await browser.SubmitAsync(page, "hulpcode", new Dictionary<string, string> { ["code"] = "K763-QX9M", ["school"] = "012345" });
        await browser.GetAsync(Link(kept));
        Answer answer = await browser.SubmitAsync(await browser.SubmitAsync(kept, "hulpcode"), "hulpcode");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("School 012345: mag vandaag binnen? Ja", answer.Text(), StringComparison.Ordinal);
    }

    private static string Link(Answer kept) => kept.Document.QuerySelector("main a[target=_blank]")!.GetAttribute("href")!["/beheer/".Length..];
}
