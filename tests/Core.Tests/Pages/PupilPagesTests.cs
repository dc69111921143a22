using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeerId.HandOff;
using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.PrivacyLog;
using LeerId.SignIn;
using LeerId.Testing;
using Microsoft.Extensions.Options;

namespace LeerId.Core.Tests.Pages;

public sealed class PupilPagesTests
{
    private static readonly SupportCode Code = SupportCode.TryParse("K763-QX9M", out SupportCode code) ? code : default;

    private static readonly PupilPages Pages = new(Options.Create(new ApplicationOptions
    {
        Name = "Bingel & co",
        LandingUrl = "https://application.example/landing",
    }));

    [Theory]
    [InlineData(RefusalReason.NoEnrolment, 403, "We vinden je school niet", "/sign-out")]
    [InlineData(RefusalReason.NoContract, 403, "Jouw school doet nog niet mee", "/sign-out")]
    [InlineData(RefusalReason.AgreementEnded, 410, "Aanmelden kan hier niet meer", null)]
    [InlineData(RefusalReason.Cancelled, 400, "Je bent gestopt met aanmelden", "/sign-in")]
    [InlineData(RefusalReason.StateExpired, 400, "Begin nog een keer", "/sign-in")]
    [InlineData(RefusalReason.NonceMismatch, 502, "Er ging iets mis", "/sign-in")]
    [InlineData(RefusalReason.StorageUnavailable, 503, "Er ging iets mis", "/sign-in")]
    public async Task Refusal_is_a_page_in_plain_Dutch_with_one_next_step(RefusalReason reason, int status, string title, string? next)
    {
        Page page = await Pages.RenderAsync(new SignInOutcome.Refused(Refusal.For(reason), Code));
        IHtmlDocument document = Parse(page);

        Assert.Equal(status, page.Status);
        Assert.Equal("nl", document.DocumentElement.GetAttribute("lang"));
        Assert.Equal(title, document.Title);
        IElement heading = Assert.Single(document.QuerySelectorAll("h1"));
        Assert.Equal(title, heading.TextContent);
        Assert.True(heading.HasAttribute("autofocus"));
        Assert.Equal("-1", heading.GetAttribute("tabindex"));
        Assert.Equal("true", Assert.Single(document.QuerySelectorAll("svg.drawing")).GetAttribute("aria-hidden"));
        Assert.NotNull(document.QuerySelector("main"));
        Assert.Equal("K763-QX9M", document.QuerySelector(".code strong")!.TextContent);
        Assert.Contains("Vraag hulp aan je juf, meester of leerkracht.", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(next, document.QuerySelector("a")?.GetAttribute("href"));
        Assert.InRange(document.QuerySelectorAll("a, button").Length, 0, 1);
        Assert.Equal(status == 503, page.Headers.ContainsKey("Retry-After"));
    }

    public static TheoryData<RefusalReason> Reasons => [.. Enum.GetValues<RefusalReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Every_reason_has_a_page_with_text_and_drawing(RefusalReason reason)
    {
        Refusal refusal = Refusal.For(reason);
        Page page = await Pages.RenderAsync(new SignInOutcome.Refused(refusal, Code));
        IHtmlDocument document = Parse(page);

        Assert.Equal(refusal.Status, page.Status);
        Assert.Equal(Pages.TitleOf(refusal.Kind), document.Title);
        Assert.NotEmpty(document.Title!);
        Assert.NotEmpty(document.QuerySelector("h1 + p")!.TextContent);
        Assert.NotEmpty(document.QuerySelector("main > svg.drawing")!.Children);
    }

    [Fact]
    public async Task Letters_with_accents_stay_letters_and_markup_is_encoded()
    {
        PupilPages pages = new(Options.Create(new ApplicationOptions { Name = "Één <b> & \"twee\"", LandingUrl = "https://application.example/landing" }));
        string html = (await pages.RenderAsync(new SignInOutcome.Refused(Refusal.For(RefusalReason.NoContract), Code))).Html();
        Assert.Contains("Met jouw school kan je Één &lt;b&gt; &amp; &quot;twee&quot; nu niet gebruiken.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_starts_again_where_the_pupil_was_going()
    {
        Assert.True(ReturnPath.TryParse("/taken?week=3&vak='x'", out ReturnPath path));
        Page page = await Pages.RenderAsync(new SignInOutcome.Refused(Refusal.For(RefusalReason.StateExpired), Code) { ReturnPath = path });
        Assert.Equal("/sign-in?returnPath=%2Ftaken%3Fweek%3D3%26vak%3D%27x%27", Parse(page).QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Hand_off_posts_the_token_to_the_application_and_has_a_button_without_script()
    {
        Page page = Pages.Render(new SignInOutcome.Granted("header.payload.signature"));
        IHtmlDocument document = Parse(page);

        IHtmlFormElement form = Assert.Single(document.Forms);
        Assert.Equal("post", form.Method);
        Assert.Equal("https://application.example/landing", form.GetAttribute("action"));
        Assert.Equal("header.payload.signature", document.QuerySelector("input[name=token]")!.GetAttribute("value"));
        Assert.Equal("Ga verder", document.QuerySelector("button")!.TextContent);
        Assert.Contains("Bingel & co", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(200, page.Status);
    }

    [Fact]
    public void Hand_off_is_small_and_differs_by_the_token_only()
    {
        string token = new('x', 1200);
        Page one = Pages.Render(new SignInOutcome.Granted(token)), other = Pages.Render(new SignInOutcome.Granted("<other>"));

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(one.Html()), 1200, 6000);
        Assert.Equal(one.Html().Replace(token, "&lt;other&gt;", StringComparison.Ordinal), other.Html());
    }

    [Fact]
    public async Task Pages_allow_their_own_style_and_script_and_nothing_else()
    {
        Page refusal = await Pages.RenderAsync(new SignInOutcome.Refused(Refusal.For(RefusalReason.Cancelled), Code));
        Assert.Equal(
            $"default-src 'none'; style-src {Hash(refusal, "style")}; script-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
            refusal.Headers["Content-Security-Policy"]);

        Page handOff = Pages.Render(new SignInOutcome.Granted("token"));
        Assert.Equal(
            $"default-src 'none'; style-src {Hash(handOff, "style")}; script-src {Hash(handOff, "script")}; "
                + "form-action https://application.example; base-uri 'none'; frame-ancestors 'none'",
            handOff.Headers["Content-Security-Policy"]);

        foreach (Page page in new[] { refusal, handOff })
        {
            Assert.Equal("no-store", page.Headers["Cache-Control"]);
            Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
            Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        }
    }

    [Theory]
    [InlineData("https://één.example:8443/landing", "https://xn--n-9faa.example:8443")]
    [InlineData("http://[::1]:5000/landing", "http://[::1]:5000")]
    public void Policy_names_the_application_in_a_form_that_a_header_takes(string landing, string origin)
    {
        PupilPages pages = new(Options.Create(new ApplicationOptions { Name = "x", LandingUrl = landing }));
        string policy = pages.Render(new SignInOutcome.Granted("token")).Headers["Content-Security-Policy"];
        Assert.Contains($"form-action {origin};", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_and_outcome_never_print_the_token()
    {
        SignInOutcome.Granted granted = new("secret-token");
        Assert.DoesNotContain("secret-token", granted.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", Pages.Render(granted).ToString(), StringComparison.Ordinal);
    }

    private static string Hash(Page page, string element)
    {
        string content = Parse(page).QuerySelector(element)!.TextContent;
        return $"'sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)))}'";
    }

    private static IHtmlDocument Parse(Page page) => new HtmlParser().ParseDocument(page.Html());
}
