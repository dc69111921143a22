using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeerId.Applications;
using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.PrivacyLog;
using LeerId.SignIn;
using LeerId.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeerId.Core.Tests.Pages;

public sealed class PupilPagesTests
{
    private static readonly SupportCode Code = SupportCode.TryParse("K763-QX9M", out SupportCode code) ? code : default;

    private static readonly PupilPages Pages = PagesFor("Bingel & co");

    private static readonly AuthorizationRequest Request = AuthorizationRequest.Parse(
        "client_id=app&redirect_uri=https%3A%2F%2Fapplication.example%2Fcallback%3Fa%3D1&response_type=code&state=a%26b");

    private static readonly AuthorizationRequest FormPostRequest = AuthorizationRequest.Parse($"{Request.Query}&response_mode=form_post");

    [Theory]
    [InlineData(RefusalReason.NoEnrolment, 403, "We vinden je school niet", null)]
    [InlineData(RefusalReason.NoContract, 403, "Jouw school doet nog niet mee", null)]
    [InlineData(RefusalReason.AgreementEnded, 410, "Aanmelden kan hier niet meer", null)]
    [InlineData(RefusalReason.SignInsSuspended, 403, "Aanmelden kan nu niet", null)]
    [InlineData(RefusalReason.Cancelled, 400, "Je bent gestopt met aanmelden", "https://application.example/start")]
    [InlineData(RefusalReason.StateExpired, 400, "Begin nog een keer", "https://application.example/start")]
    [InlineData(RefusalReason.NonceMismatch, 502, "Er ging iets mis", "https://application.example/start")]
    [InlineData(RefusalReason.StorageUnavailable, 503, "Er ging iets mis", "https://application.example/start")]
    public async Task Refusal_is_a_page_in_plain_Dutch_with_one_next_step(RefusalReason reason, int status, string title, string? next)
    {
        Page page = await Pages.RenderAsync(new SignInOutcome.Refused(Refusal.For(reason), Code), acceptLanguage: null);
        IHtmlDocument document = Parse(page);

        Assert.Equal(status, page.Status);
        Assert.Equal("nl", document.DocumentElement.GetAttribute("lang"));
        Assert.Equal(title, document.Title);
        IElement heading = Assert.Single(document.QuerySelectorAll("h1"));
        Assert.Equal(title, heading.TextContent);
        Assert.True(heading.HasAttribute("autofocus"));
        Assert.Equal("-1", heading.GetAttribute("tabindex"));
        Assert.Equal(["true", "true", "true"], document.QuerySelectorAll(".steps svg.drawing").Select(drawing => drawing.GetAttribute("aria-hidden")));
        Assert.NotNull(document.QuerySelector("main"));
        Assert.Equal("K763-QX9M", document.QuerySelector(".code strong")!.TextContent);
        Assert.Contains("Vraag hulp aan je juf, meester of leerkracht.", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(next, document.QuerySelector("main .message a")?.GetAttribute("href"));
        Assert.InRange(document.QuerySelectorAll("main .button").Length, 0, 1);
        // ACM's session can be the one of another child, unless nobody can sign in at all.
        Assert.Equal(
            reason is RefusalReason.AgreementEnded or RefusalReason.SignInsSuspended ? [] : ["confirmed=yes"],
            document.Forms.Where(form => form.GetAttribute("action") == "/end-session").SelectMany(Fields));
        Assert.Equal(status == 503, page.Headers.ContainsKey("Retry-After"));
    }

    public static TheoryData<RefusalReason> Reasons => [.. Enum.GetValues<RefusalReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Every_reason_has_a_page_with_text_and_drawing(RefusalReason reason)
    {
        Refusal refusal = Refusal.For(reason);
        Page page = await Pages.RenderAsync(new SignInOutcome.Refused(refusal, Code), acceptLanguage: null);
        IHtmlDocument document = Parse(page);

        Assert.Equal(refusal.Status, page.Status);
        Assert.Equal(PupilPages.TitleOf(refusal.Kind), document.Title);
        Assert.NotEmpty(document.Title!);
        Assert.NotEmpty(document.QuerySelector("h1 + p")!.TextContent);
        Assert.All(document.QuerySelectorAll("svg.drawing"), drawing => Assert.NotEmpty(drawing.Children));
        Assert.Empty(document.QuerySelectorAll("main section"));
    }

    [Fact]
    public async Task Letters_with_accents_stay_letters_and_markup_is_encoded()
    {
        PupilPages pages = PagesFor("Één <b> & \"twee\"");
        string html = (await pages.RenderAsync(new SignInOutcome.Refused(Refusal.For(RefusalReason.NoContract), Code), acceptLanguage: null)).Html();
        Assert.Contains("Met jouw school kan je Één &lt;b&gt; &amp; &quot;twee&quot; nu niet gebruiken.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_starts_the_same_request_again_and_leads_back_to_the_application_with_an_error()
    {
        SignInOutcome.Refused refused = new(Refusal.For(RefusalReason.StateExpired), Code) { Request = Request };
        Page page = await Pages.RenderAsync(refused, acceptLanguage: null);
        Assert.Equal(
            [
                ("Probeer opnieuw", $"/authorize?{Request.Query}"),
                ("Terug naar Bingel & co", "https://application.example/callback?a=1&error=access_denied&iss=https%3A%2F%2Fleerid.example%2F&state=a%26b"),
            ],
            Parse(page).QuerySelectorAll("main a:not([target])").Select(link => (link.TextContent, link.GetAttribute("href")!)));
    }

    [Fact]
    public async Task Refusal_posts_the_error_to_an_application_that_asked_for_a_form()
    {
        SignInOutcome.Refused refused = new(Refusal.For(RefusalReason.AgreementEnded), Code) { Request = FormPostRequest };
        Page page = await Pages.RenderAsync(refused, acceptLanguage: null);
        IHtmlFormElement form = Assert.Single(Parse(page).Forms);
        Assert.Equal(("post", "https://application.example/callback?a=1"), (form.Method, form.GetAttribute("action")));
        Assert.Equal(["error=access_denied", "iss=https://leerid.example/", "state=a&b"], Fields(form));
        Assert.Contains("form-action https:;", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_is_posted_to_the_application_and_has_a_button_without_script()
    {
        Page page = await Pages.RenderFormPostAsync("app", new HiddenForm("https://application.example/callback", [new("code", "<x>"), new("state", "é")]));
        IHtmlDocument document = Parse(page);

        IHtmlFormElement form = Assert.Single(document.Forms);
        Assert.Equal(("post", "https://application.example/callback"), (form.Method, form.GetAttribute("action")));
        Assert.Equal(["code=<x>", "state=é"], Fields(form));
        Assert.Equal("Ga verder", document.QuerySelector("button")!.TextContent);
        Assert.Contains("Bingel & co", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(200, page.Status);
    }

    [Fact]
    public async Task Pages_allow_their_own_style_script_and_forms_and_nothing_else_and_link_to_the_information()
    {
        Page refusal = await Pages.RenderAsync(new SignInOutcome.Refused(Refusal.For(RefusalReason.Cancelled), Code), acceptLanguage: null);
        Assert.Equal(Policy(refusal, Hash(refusal, "script"), "'self'"), refusal.Headers["Content-Security-Policy"]);

        Page posting = await Pages.RenderFormPostAsync("app", new HiddenForm("https://application.example/callback", []));
        Assert.Equal(Policy(posting, Hash(posting, "script"), "https:"), posting.Headers["Content-Security-Policy"]);

        Page question = await Pages.RenderSignOutQuestionAsync(new HiddenForm("/end-session", []));
        Assert.Equal(Policy(question, "'none'", "'self'"), question.Headers["Content-Security-Policy"]);

        Page leaving = await Pages.RenderSigningOutAsync(new Uri("https://acm.example/logout?state=a%26b"));
        Assert.Equal(Policy(leaving, "'none'", "'none'"), leaving.Headers["Content-Security-Policy"]);
        Assert.Equal("0;url=https://acm.example/logout?state=a%26b", Parse(leaving).QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content"));

        foreach (Page page in new[] { refusal, posting, question, leaving, await Pages.RenderSignedOutAsync() })
        {
            IElement information = Assert.Single(Parse(page).QuerySelectorAll("footer a"));
            // A new window keeps the page with the support code, which going back would not bring again.
            Assert.Equal(("/privacy", "_blank"), (information.GetAttribute("href"), information.GetAttribute("target")));
            Assert.Equal("no-store", page.Headers["Cache-Control"]);
            // A browser names the origin of a form to this app only if the policy lets a referrer go there.
            Assert.Equal(page == question || page == refusal ? "same-origin" : "no-referrer", page.Headers["Referrer-Policy"]);
            Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        }
    }

    [Theory]
    [InlineData("http://[::1]:5000/callback", "http://[::1]:5000")]
    [InlineData("http://127.0.0.1:5000/callback", "http://127.0.0.1:5000")]
    public async Task Policy_names_an_application_on_the_loopback(string address, string origin)
    {
        Page page = await Pages.RenderFormPostAsync("app", new HiddenForm(address, []));
        Assert.Contains($"form-action {origin};", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    internal static PupilPages PagesFor(string name, bool isDevelopment = true) => new(
        new ApplicationRegister(Options.Create(new ApplicationsOptions
        {
            new ApplicationOptions
            {
                ClientId = "app", Name = name, RedirectUris = { "https://application.example/callback?a=1" },
                InitiateLoginUri = "https://application.example/start",
            },
        })),
        Options.Create(new AcmOptions { RedirectUri = "https://leerid.example/acm/callback" }),
        new ConfigurationBuilder()
            .AddInMemoryCollection([new("AZURE_FUNCTIONS_ENVIRONMENT", isDevelopment ? "Development" : "Production")]).Build());

    private static IEnumerable<string> Fields(IHtmlFormElement form) =>
        form.QuerySelectorAll("input").Select(input => $"{input.GetAttribute("name")}={input.GetAttribute("value")}");

    private static string Policy(Page page, string script, string form) =>
        $"default-src 'none'; style-src {Hash(page, "style")}; script-src {script}; form-action {form}; base-uri 'none'; frame-ancestors 'none'";

    private static string Hash(Page page, string element)
    {
        string content = Parse(page).QuerySelector(element)!.TextContent;
        return $"'sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)))}'";
    }

    private static IHtmlDocument Parse(Page page) => new HtmlParser().ParseDocument(page.Html());
}
