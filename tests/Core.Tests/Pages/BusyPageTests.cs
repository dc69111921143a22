using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeerId.Applications;
using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.SignIn;
using LeerId.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeerId.Core.Tests.Pages;

public sealed class BusyPageTests
{
    private static readonly PupilPages Pages = new(
        new ApplicationRegister(Options.Create(new ApplicationsOptions())),
        Options.Create(new AcmOptions { RedirectUri = "https://leerid.example/acm/callback" }),
        new ConfigurationBuilder().Build());

    [Fact]
    public async Task Page_asks_to_wait_in_plain_Dutch_and_asks_for_its_own_address_again_without_a_script()
    {
        Page page = await Pages.RenderBusyAsync(TimeSpan.FromSeconds(7));
        IHtmlDocument document = new HtmlParser().ParseDocument(page.Html());

        Assert.Equal(503, page.Status);
        Assert.Equal(("7", "7"), (page.Headers["Refresh"], page.Headers["Retry-After"]));
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.Contains("script-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Empty(document.QuerySelectorAll("script, meta[http-equiv]"));
        Assert.Equal("nl", document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Het is druk", document.Title);
        Assert.Equal("Het is druk", Assert.Single(document.QuerySelectorAll("h1")).TextContent);
        Assert.StartsWith("Je bent zo aan de beurt.", document.QuerySelector("h1 + p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("true", Assert.Single(document.QuerySelectorAll("svg.drawing")).GetAttribute("aria-hidden"));
        // An empty address is that of the document, with its query.
        Assert.Equal("", Assert.Single(document.QuerySelectorAll("main a")).GetAttribute("href"));
        Assert.Empty(document.QuerySelectorAll(".code"));
    }

    [Fact]
    public async Task Each_answer_has_its_own_time_and_the_same_document()
    {
        Page soon = await Pages.RenderBusyAsync(TimeSpan.FromSeconds(5));
        Page later = await Pages.RenderBusyAsync(TimeSpan.FromSeconds(15));

        Assert.Equal(("5", "15"), (soon.Headers["Refresh"], later.Headers["Refresh"]));
        Assert.Same(soon.Parts, later.Parts);
    }
}
