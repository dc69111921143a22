using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using LeerId.AcmSimulator;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Testing;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>The start page that a developer sees: pupils, staff, a class.</summary>
public sealed class LeerIdStartPageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private DeveloperRig? _rig;

    private DeveloperRig Rig => _rig!;

    public async ValueTask InitializeAsync() =>
        _rig = await DeveloperRig.StartAsync(azurite, settings: ("LocalHost:Mailbox", "http://127.0.0.1:1080/?a=1&b=2"));

    public ValueTask DisposeAsync() => _rig?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Page_begins_with_the_pupils_and_leads_to_everything()
    {
        Answer page = await Rig.StartPageAsync();

        Assert.Equal(
            ["Sign in", "Staff", "Application and mailbox", "A class", "Faults", "Privacy log", "Functions"],
            page.Document.QuerySelectorAll("h2").Select(title => title.TextContent));
        Assert.Equal("http://127.0.0.1:1080/?a=1&b=2", Link(page, "Read the mails that were sent"));
        Assert.Equal(
            Rig.Host.Configuration[LeerId.LocalHost.Services.DevelopmentApplication.AddressSetting], Link(page, "Open the application that pupils sign in to"));
        Assert.Equal(Personas.All.Select(persona => persona.Id), page.Document.Links
            .Select(link => link.TextContent).Where(text => Personas.All.Any(persona => persona.Id == text)));
    }

    [Fact]
    public async Task Tokens_for_programs_are_folded_away()
    {
        Answer page = await Rig.StartPageAsync();

        IElement details = Assert.Single(page.Document.QuerySelectorAll("details"));
        Assert.False(details.HasAttribute("open"));
        Assert.Equal("Tokens for programs", details.QuerySelector("summary")!.TextContent);
        Assert.All(page.Document.QuerySelectorAll("textarea"), token => Assert.Contains(details, token.Ancestors()));
        Assert.NotEmpty(details.QuerySelectorAll("textarea"));
    }

    [Fact]
    public async Task Button_of_a_member_of_staff_opens_the_console_as_that_person_and_then_as_another()
    {
        Answer page = await Rig.StartPageAsync();
        Assert.Equal(
            DirectoryPerson.All.Select(person => person.Description),
            page.Document.QuerySelectorAll("button[name=person]").Select(button => button.TextContent));

        foreach (string person in new[] { "helpdesk", "every-role" })
        {
            Answer console = await Rig.PressAsync("/dev/directory/console", ("person", person));

            Assert.Equal(HttpStatusCode.OK, console.Status);
            Assert.Equal("/beheer", console.Address.AbsolutePath);
            Assert.Contains(DirectoryPerson.Find(person)!.Name, console.Document.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Unknown_member_of_staff_is_not_found() => Assert.Equal(
        HttpStatusCode.NotFound, (await Rig.PressAsync("/dev/directory/console", ("person", "nobody"))).Status);

    [Theory]
    [InlineData("/dev/directory/console")]
    [InlineData("/dev/class")]
    public async Task Another_site_can_not_press_the_button(string path)
    {
        Answer answer = await Rig.PostAsync(path, [("person", "every-role")], "http://elsewhere.example");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty(answer.SetCookies);
        Assert.DoesNotContain("pupils admitted", (await Rig.StartPageAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_ACM_does_not_list_the_class()
    {
        Answer page = await Rig.SignInAsync("Sign in");

        Assert.Equal(
            Personas.All.Select(persona => persona.Id), page.Document.QuerySelectorAll("button[name=persona]").Select(button => button.GetAttribute("value")));
    }

    [Fact]
    public async Task Class_of_25_signs_in_and_each_result_is_shown()
    {
        Answer page = await Rig.PressAsync("/dev/class");

        Assert.Equal("#a-class", page.Address.Fragment);
        IElement section = page.Document.QuerySelector("section[aria-labelledby=a-class]")!;
        string[][] rows = [.. section.QuerySelectorAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent).ToArray())];
        Assert.Equal(25, rows.Length);
        Assert.All(rows[..22], row => Assert.Equal(["admitted", "In the application", "200"], row[1..4]));
        Assert.Equal(
            [
                ["class-23", "refused", "Jouw school doet nog niet mee", "403"],
                ["class-24", "refused", "We vinden je school niet", "403"],
                ["class-25", "refused", "Je bent gestopt met aanmelden", "400"],
            ],
            rows[22..].Select(row => row[..4]));
        double[] ended = [.. rows.Select(row => double.Parse(row[4], CultureInfo.InvariantCulture))];
        Assert.EndsWith(
            string.Create(
                CultureInfo.InvariantCulture,
                $"22 of 25 pupils admitted. The first sign-in ended after {ended.Min():0.00} seconds, the last after {ended.Max():0.00} seconds."),
            section.QuerySelector("form + p")!.TextContent, StringComparison.Ordinal);
        // They really signed in: each left an entry, the last ones of which the page shows.
        Assert.Equal(20, page.Document.QuerySelectorAll("section[aria-labelledby=privacy-log] tbody tr").Length);
    }

    private static string? Link(Answer page, string text) => page.Document.Links.Single(link => link.TextContent == text).GetAttribute("href");
}
