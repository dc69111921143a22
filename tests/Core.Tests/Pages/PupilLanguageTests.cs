using System.Globalization;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.PrivacyLog;
using LeerId.SignIn;
using LeerId.Testing;

namespace LeerId.Core.Tests.Pages;

/// <summary>The message of a refusal in the browser's language, beside the Dutch one.</summary>
public sealed class PupilLanguageTests
{
    private const string AllLanguages = "ar de en es fa-AF fr pl ps ro tr uk";

    private static readonly SupportCode Code = SupportCode.TryParse("K763-QX9M", out SupportCode code) ? code : default;

    public static TheoryData<string> Languages => [.. AllLanguages.Split(' ')];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Each_page_has_the_message_in_the_language_after_the_Dutch_one(string language)
    {
        JsonNode file = File(language);
        string direction = language is "ar" or "fa-AF" or "ps" ? "rtl" : "ltr";
        foreach (RefusalReason reason in Enum.GetValues<RefusalReason>())
        {
            IHtmlDocument document = await ShowAsync(PupilPagesTests.PagesFor("Bingel"), reason, language);

            Assert.Equal("nl", document.DocumentElement.GetAttribute("lang"));
            AngleSharp.Dom.IElement other = Assert.Single(document.QuerySelectorAll("main section"));
            Assert.Equal((language, direction), (other.GetAttribute("lang"), other.GetAttribute("dir")));
            Assert.NotNull(other.PreviousElementSibling!.QuerySelector("h1"));
            string title = other.QuerySelector("h2")!.TextContent;
            JsonNode page = file["pages"]!.AsObject().Select(each => each.Value!).Single(each => (string)each["title"]! == title);
            string explanation = ((string)page["explanation"]!).Replace(
                "{application}", direction == "rtl" ? "\u2068Bingel\u2069" : "Bingel", StringComparison.Ordinal);
            Assert.Equal(explanation, other.QuerySelector("p")!.TextContent);
            Assert.Contains((string)file["showCode"]!, other.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_language_has_its_own_text_for_each_message()
    {
        Assert.Equal(AllLanguages.Split(' '), PupilLanguages.Others);
        JsonObject dutch = File("nl")["pages"]!.AsObject();
        foreach (string language in PupilLanguages.Others)
        {
            JsonObject pages = File(language)["pages"]!.AsObject();
            Assert.Equal(dutch.Select(page => page.Key), pages.Select(page => page.Key));
            Assert.Equal(pages.Count, pages.Select(page => (string)page.Value!["title"]!).Distinct().Count());
            foreach ((string name, JsonNode? page) in pages)
            {
                Assert.NotEqual((string)dutch[name]!["title"]!, (string)page!["title"]!);
                // The name of the application is in each language where it is in Dutch.
                Assert.Equal(
                    ((string)dutch[name]!["explanation"]!).Contains("{application}", StringComparison.Ordinal),
                    ((string)page["explanation"]!).Contains("{application}", StringComparison.Ordinal));
                Assert.InRange(((string)page["explanation"]!).Length, 10, 140);
            }
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("nl-BE,nl;q=0.9,en;q=0.8", null)]
    [InlineData("fr-BE,fr;q=0.9,nl;q=0.8", "fr")]
    [InlineData("en;q=0.5,uk;q=0.9", "uk")]
    [InlineData("ku,ar;q=0.9,nl;q=0.8", "ar")]
    [InlineData("prs", "fa-AF")]
    [InlineData("fa", "fa-AF")]
    [InlineData("PS-af", "ps")]
    [InlineData("tr;q=0,de", "de")]
    [InlineData("*", null)]
    [InlineData("ja", null)]
    [InlineData("fr;q=x", null)]
    [InlineData("<script>", null)]
    public void First_language_that_is_known_decides(string? header, string? language) =>
        Assert.Equal(language, PupilLanguages.Preferred(header, includesUnreviewed: true)?.Language);

    [Fact]
    public void Header_that_no_browser_sends_is_not_read() =>
        Assert.Null(PupilLanguages.Preferred(string.Join(',', Enumerable.Repeat("fr", 200)), includesUnreviewed: true));

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Language_that_nobody_reviewed_appears_in_development_only(string language)
    {
        string? day = (string?)File(language)["reviewedOn"];
        Assert.True(day is null || DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

        IHtmlDocument document = await ShowAsync(PupilPagesTests.PagesFor("Bingel", isDevelopment: false), RefusalReason.NoEnrolment, language);

        Assert.Equal(day is not null, document.QuerySelector("main section") is not null);
    }

    [Fact]
    public async Task Page_reads_aloud_what_it_says_and_nothing_else()
    {
        IHtmlDocument document = await ShowAsync(PupilPagesTests.PagesFor("Bingel"), RefusalReason.NoContract, "tr");

        Assert.Equal(["nl", "tr"], document.QuerySelectorAll("button[data-reads]").Select(button => button.GetAttribute("data-reads")));
        Assert.All(document.QuerySelectorAll("button[data-reads]"), button => Assert.True(button.HasAttribute("hidden")));
        Assert.DoesNotContain(document.QuerySelectorAll("[data-spoken]"), part => part.TextContent.Contains("K763", StringComparison.Ordinal));
    }

    private static async Task<IHtmlDocument> ShowAsync(PupilPages pages, RefusalReason reason, string acceptLanguage)
    {
        Page page = await pages.RenderAsync(new SignInOutcome.Refused(Refusal.For(reason), Code), acceptLanguage);
        return new HtmlParser().ParseDocument(page.Html());
    }

    private static JsonNode File(string language)
    {
        using Stream file = typeof(PupilPages).Assembly.GetManifestResourceStream($"LeerId.Pages.Pupils.Languages.{language}.json")!;
        return JsonNode.Parse(file)!;
    }
}
