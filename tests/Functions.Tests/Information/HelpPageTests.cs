using System.Net;
using LeerId.Testing;

namespace LeerId.Functions.Tests.Information;

/// <summary>The public help for teachers. Every page that a pupil can see links to its help.</summary>
public sealed class HelpPageTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_page_has_the_title_and_the_drawing_that_the_pupil_sees_and_what_to_do()
    {
        await using SignInRig rig = await StartAsync(new() { ["Helpdesk:Telephone"] = "02 555 01 09", ["Helpdesk:Hours"] = "op schooldagen van 8 tot 17 uur" });
        using Browser browser = new();
        Answer list = await browser.GetAsync(rig.At("hulp"), Cancel);
        Assert.Equal((HttpStatusCode.OK, "Hulp voor leerkrachten"), (list.Status, list.Document.Title));
        string[] links = [.. list.Document.QuerySelectorAll(".cards a").Select(link => link.GetAttribute("href")!)];
        Assert.Equal(8, links.Distinct().Count());

        foreach (string link in links)
        {
            Answer page = await browser.GetAsync(rig.At(link.TrimStart('/')), Cancel);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains(list.Document.QuerySelectorAll(".cards a"), card => card.TextContent.Trim() == page.Document.QuerySelector("h1")!.TextContent);
            Assert.NotNull(page.Document.QuerySelector("svg.drawing"));
            Assert.NotEmpty(page.Document.QuerySelectorAll("ol li"));
            Assert.Equal("tel:025550109", page.Document.QuerySelector(".contact a")!.GetAttribute("href"));
            Assert.Contains("op schooldagen van 8 tot 17 uur", page.Document.QuerySelector(".contact")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("public, max-age=300", page.Headers["Cache-Control"]);
            Assert.Contains("script-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_refusal_leads_to_its_help_and_a_missing_contract_concerns_the_class()
    {
        await using SignInRig rig = await StartAsync([]);
        using Browser browser = new();
        Answer refusal = await browser.GetAsync(rig.At("authorize"), Cancel);
        string link = refusal.Document.QuerySelector(".teacher a")!.GetAttribute("href")!;

        Answer help = await browser.GetAsync(rig.At(link.TrimStart('/')), Cancel);

        Assert.Equal(refusal.Document.QuerySelector("h1")!.TextContent, help.Document.QuerySelector("h1")!.TextContent);
        // Without a telephone number the pages show the mail address of the provider.
        Assert.StartsWith("mailto:", help.Document.QuerySelector(".contact a")!.GetAttribute("href"), StringComparison.Ordinal);
        Answer contract = await browser.GetAsync(rig.At("hulp/geen-contract"), Cancel);
        Assert.Contains("de hele klas heeft er last van", contract.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sheet_names_every_page_that_a_pupil_can_see_and_an_unknown_name_leads_to_the_list()
    {
        await using SignInRig rig = await StartAsync([]);
        using Browser browser = new();
        Answer sheet = await browser.GetAsync(rig.At("hulp/blad"), Cancel);
        string[] rows = [.. sheet.Document.QuerySelectorAll("tbody tr").Select(row => row.TextContent)];
        Assert.Equal(9, rows.Length);
        Assert.Contains("Het is druk", rows[0], StringComparison.Ordinal);
        Assert.Equal(
            ["Aanmelden", "Gedeelde toestellen", "Afmelden", "Wie bellen?", "Lukt het niet?"],
            sheet.Document.QuerySelectorAll("h2").Select(title => title.TextContent));

        Answer unknown = await browser.GetAsync(rig.At("hulp/iets-anders"), Cancel);
        Assert.Equal((HttpStatusCode.Found, rig.At("hulp")), (unknown.Status, unknown.Location));
    }

    private Task<SignInRig> StartAsync(Dictionary<string, string?> settings) =>
        SignInRig.StartAsync(azurite.NewAccount(), SignInRig.NewClock(), settings, Cancel);
}
