using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeerId.Core.Tests.Evidence;
using LeerId.Information;
using LeerId.Pages;
using LeerId.Pages.Documents;
using LeerId.Testing;

namespace LeerId.Core.Tests.Information;

/// <summary>The information page shows the whole document as text.</summary>
public sealed class InformationPageTests
{
    private const string Storage = "UseDevelopmentStorage=true";

    [Fact]
    public async Task Page_has_the_whole_document_in_Dutch()
    {
        using EvidenceRig rig = new(Storage, settings: ("Register:Protocol:Url", "https://www.uitgever.example/protocol?a=1&b=2"));
        InformationDocument document = rig.Get<PupilInformation>().Write();

        IHtmlDocument html = Parse(await InformationPage.RenderAsync(document));

        Assert.Equal("nl", html.DocumentElement.GetAttribute("lang"));
        Assert.Equal(document.Title, html.Title);
        Assert.Equal(document.Title, Assert.Single(html.QuerySelectorAll("h1")).TextContent);
        Assert.Equal([document.Summary!.Title, .. document.Sections.Select(section => section.Title)], Texts(html, "h2"));
        Assert.Equal(document.Summary.Texts, Texts(html, ".summary li"));
        Assert.Equal(document.Sections.SelectMany(section => section.Items), Texts(html, "section:not(.summary) li"));
        Assert.Equal(
            ["https://www.uitgever.example/protocol?a=1&b=2", "https://www.gegevensbeschermingsautoriteit.be/"],
            html.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.All(html.QuerySelectorAll("section"), section => Assert.NotNull(section.QuerySelector("h2 + p, h2 + ul")));
        Assert.Empty(html.Scripts);
    }

    [Fact]
    public async Task Markup_in_a_setting_stays_text()
    {
        const string Name = "Uitgeverij <b>Één & \"Twee\"</b><script>alert(1)</script>";
        using EvidenceRig rig = new(Storage, settings: [("Register:Provider:Name", Name), ("Register:Processors:0:Service", "<i>opslag</i>")]);
        foreach (InformationDocument document in new[] { rig.Get<PupilInformation>().Write(), rig.Get<StaffInformation>().Write() })
        {
            IHtmlDocument html = Parse(await InformationPage.RenderAsync(document));
            Assert.Empty(html.QuerySelectorAll("b, i, script"));
            Assert.Contains(Name, html.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_may_be_cached_for_five_minutes_and_allows_its_own_style_alone()
    {
        using EvidenceRig rig = new(Storage);
        Page page = await InformationPage.RenderAsync(rig.Get<StaffInformation>().Write());
        Assert.Equal(200, page.Status);
        string policy = page.Headers["Content-Security-Policy"];
        Assert.Equal("public, max-age=300", page.Headers["Cache-Control"]);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.EndsWith("script-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
    }

    private static IEnumerable<string> Texts(IHtmlDocument html, string selector) => html.QuerySelectorAll(selector).Select(element => element.TextContent);

    private static IHtmlDocument Parse(Page page) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(page.Html());
}
