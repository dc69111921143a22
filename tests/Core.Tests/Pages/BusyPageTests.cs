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
    public async Task Page_asks_to_wait_in_plain_Dutch_and_reloads_itself_without_a_script()
    {
        Page page = await Pages.RenderBusyAsync(TimeSpan.FromSeconds(7), acceptLanguage: null);
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
        // An empty address means the address of the document, including its query.
        Assert.Equal("", Assert.Single(document.QuerySelectorAll("main a")).GetAttribute("href"));
        Assert.Empty(document.QuerySelectorAll(".code, section"));
    }

    [Theory]
    [MemberData(nameof(PupilLanguageTests.Languages), MemberType = typeof(PupilLanguageTests))]
    public async Task Page_has_the_message_in_the_language_after_the_Dutch_one(string language)
    {
        PupilPages pages = PupilPagesTests.PagesFor("Bingel");
        Page page = await pages.RenderBusyAsync(TimeSpan.FromSeconds(7), language);
        IHtmlDocument document = new HtmlParser().ParseDocument(page.Html());
        PupilLanguage texts = PupilLanguages.Of(language);

        Assert.Equal("Het is druk", document.Title);
        Assert.Equal("Het is druk", Assert.Single(document.QuerySelectorAll("h1")).TextContent);
        IElement other = Assert.Single(document.QuerySelectorAll("main section"));
        Assert.Equal((texts.Language, texts.Direction), (other.GetAttribute("lang"), other.GetAttribute("dir")));
        Assert.Equal(
            [texts.Pages["busy"].Title, texts.Pages["busy"].Explanation], other.QuerySelectorAll("h2, p").Select(part => part.TextContent));
        Assert.Contains("script-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Empty(document.QuerySelectorAll("script, meta[http-equiv], .code"));
        Assert.Same(page.Parts, (await pages.RenderBusyAsync(TimeSpan.FromSeconds(9), language)).Parts);
    }

    [Fact]
    public async Task Language_that_nobody_reviewed_does_not_appear_outside_development()
    {
        Page page = await Pages.RenderBusyAsync(TimeSpan.FromSeconds(7), "fr");
        Assert.Equal(
            PupilLanguages.Of("fr").ReviewedOn is not null, new HtmlParser().ParseDocument(page.Html()).QuerySelector("main section") is not null);
    }

    [Fact]
    public async Task Each_answer_has_its_own_time_and_the_same_document()
    {
        Page soon = await Pages.RenderBusyAsync(TimeSpan.FromSeconds(5), acceptLanguage: null);
        Page later = await Pages.RenderBusyAsync(TimeSpan.FromSeconds(15), acceptLanguage: "nl-BE,fr;q=0.8");

        Assert.Equal(("5", "15"), (soon.Headers["Refresh"], later.Headers["Refresh"]));
        Assert.Same(soon.Parts, later.Parts);
    }
}
