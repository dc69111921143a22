using System.Net;
using LeerId.Functions.Tests.Staff;
using LeerId.Staff;
using LeerId.Staff.Admission;
using LeerId.Testing;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>The duration of a session of the console, the person in it, and its end.</summary>
public sealed class ConsoleSessionTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(1799, true)]
    [InlineData(1801, false)]
    public async Task Session_ends_after_half_an_hour_without_a_request(int seconds, bool remains)
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig, StaffRole.Dpo);

        rig.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(remains, await browser.IsSignedInAsync(rig));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(14)]
    [InlineData(29)]
    public async Task Half_an_hour_counts_from_the_last_request(int minutes)
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig, StaffRole.Dpo);

        rig.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await browser.OpenAsync(rig);
        rig.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await browser.IsSignedInAsync(rig));
        rig.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.False(await browser.IsSignedInAsync(rig));
    }

    [Fact]
    public async Task Session_ends_after_eight_hours_however_often_it_is_used()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig, StaffRole.Dpo);

        for (int i = 1; i < 24; i++)
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.True(await browser.IsSignedInAsync(rig));
        }

        rig.Clock.Advance(TimeSpan.FromMinutes(20) - TimeSpan.FromSeconds(1));
        Assert.True(await browser.IsSignedInAsync(rig));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await browser.IsSignedInAsync(rig));
    }

    [Theory]
    [InlineData("access-control-and-helpdesk")]
    [InlineData("every-role")]
    [InlineData("dpo")]
    public async Task Roles_are_those_of_the_id_token_by_the_names_in_the_settings(string person)
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(azurite, new Dictionary<string, string?> { ["Staff:Roles:Dpo"] = "LeerID.Functionaris" });
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig.Staff, person);

        Answer answer = await browser.OpenAsync(rig.Staff, ProbeScreen.Irreversible);

        // The route admits only the role dpo.
        Assert.Equal(person == "access-control-and-helpdesk" ? HttpStatusCode.Forbidden : HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public void Other_values_and_the_role_of_programs_do_not_count() =>
        Assert.Equal([StaffRole.Dpo], new StaffRoleNames().OfPerson(["dpo", "schools-sync", "Operator", "", "reader"]));

    [Fact]
    public async Task Cookie_of_the_session_is_for_this_host_over_https_and_not_for_scripts()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        using ConsoleBrowser browser = new(rig.Host.Host.Address);
        Answer chosen = await browser.ChooseAsync(rig);

        Answer answer = await browser.Browser.GetAsync(chosen.Location, TestContext.Current.CancellationToken);

        string cookie = Assert.Single(answer.SetCookies, cookie => cookie.StartsWith($"{ConsoleSessionSteps.Cookie}=", StringComparison.Ordinal));
        Assert.Equal(["httponly", "path=/", "samesite=lax", "secure"], cookie.Split("; ")[1..].Order());
        Assert.Contains("no-store", answer.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.False(rig.HasLogged(chosen.Code!));
    }

    [Fact]
    public async Task Sign_out_ends_the_session_here_and_at_the_directory()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig, StaffRole.Dpo);

        Answer answer = await browser.SubmitAsync(await browser.GetAsync("hulpcode"), "afmelden");

        Assert.Equal((HttpStatusCode.OK, "U bent afgemeld"), (answer.Status, answer.Heading()));
        Assert.Empty(answer.Menu());
        Assert.False(browser.Browser.Cookies.ContainsKey(ConsoleSessionSteps.Cookie));
        Assert.Equal("Wie meldt zich aan?", (await browser.GetAsync("hulpcode")).Heading());
    }

    [Fact]
    public async Task Sign_out_works_here_if_the_directory_is_unavailable()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite, settings: new Dictionary<string, string?>
        {
            ["Staff:Issuer"] = "http://127.0.0.1:9/tenant/v2.0",
            ["Staff:Audience"] = "staff",
        });
        using ConsoleBrowser browser = new(rig.Host.Host.Address);

        Answer answer = await browser.PostAsync("afmelden", []);

        Assert.Equal((HttpStatusCode.OK, "U bent hier afgemeld"), (answer.Status, answer.Heading()));
        Assert.Contains(answer.SetCookies, cookie => cookie.StartsWith($"{ConsoleSessionSteps.Cookie}=;", StringComparison.Ordinal));
        Assert.DoesNotContain(rig.Host.Logs.Entries, entry => entry.EventId.Id == 9004);
    }

    [Fact]
    public async Task Another_site_can_not_sign_anybody_out()
    {
        await using StaffRig rig = await StaffRig.StartAsync(azurite);
        using ConsoleBrowser browser = await ConsoleBrowser.SignInAsync(rig, StaffRole.Dpo);

        Answer answer = await browser.PostAsync("afmelden", [], "https://elsewhere.example");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.True(await browser.IsSignedInAsync(rig));
    }
}
