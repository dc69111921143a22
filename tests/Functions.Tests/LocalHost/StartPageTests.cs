using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LeerId.LocalHost.StartPage;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.LocalHost;

public sealed class StartPageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_lists_the_functions_and_those_that_fail()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Some)]);

        using HttpResponseMessage response = await host.Http.GetAsync("/", Cancelled);
        IDocument page = await ParseAsync(response);

        Assert.StartsWith("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(["Functions"], page.QuerySelectorAll("h2").Select(title => title.TextContent));
        Assert.Equal(["Page GET /page", "Sweep timer 0 30 2 * * *"], page.QuerySelectorAll("tbody tr")
            .Select(row => $"{row.Children[0].TextContent} {row.Children[1].TextContent}"));
        Assert.Equal(
            "Broken: The schedule 'a <b>' must be an NCrontab expression of five or six fields, such as '0 30 2 * * *'.",
            page.QuerySelector("li")!.TextContent);
        Assert.Equal("Run Sweep", page.QuerySelector("form[method=post][action='/dev/timers/Sweep'] button")!.TextContent);
    }

    [Fact]
    public async Task A_section_can_be_added_and_one_without_content_is_left_out()
    {
        await using TestHost host = await TestHost.StartAsync(
            [typeof(Some)],
            options => options with
            {
                ConfigureServices = (services, _) => services.AddSingleton<Journal>()
                    .AddSingleton<IStartPageSection>(new Section("People & co", "<i>"))
                    .AddSingleton<IStartPageSection>(new Section("Empty", null)),
            });

        using HttpResponseMessage response = await host.Http.GetAsync("/", Cancelled);
        IDocument page = await ParseAsync(response);

        Assert.Equal(["People & co", "Functions"], page.QuerySelectorAll("h2").Select(title => title.TextContent));
        Assert.Equal("<i>", page.QuerySelector("section:first-of-type p")!.TextContent);
    }

    [Fact]
    public async Task Button_runs_the_timer_and_returns_to_the_page()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Some)]);

        using HttpResponseMessage response = await PostAsync(
            host, "Sweep", ("Origin", $"http://{host.Application.Address.Authority}"), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/#functions", response.Headers.Location!.ToString());
        Assert.Equal("swept", await host.Journal.NextAsync());
        Assert.Contains("succeeded", await host.Http.GetStringAsync("/", Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "http://elsewhere.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "https://127.0.0.1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Host", "rebound.example")]
    public async Task Another_site_can_not_run_a_timer(string header, string value)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Some)]);

        using HttpResponseMessage response = await PostAsync(host, "Sweep", (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.True(host.Journal.IsEmpty);
    }

    [Theory]
    [InlineData("Sweep", HttpStatusCode.SeeOther)]
    [InlineData("Broken", HttpStatusCode.NotFound)]
    [InlineData("Fails", HttpStatusCode.InternalServerError)]
    public async Task Command_line_can_run_a_timer_and_gets_its_outcome(string name, HttpStatusCode status)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Some), typeof(Failing)]);

        using HttpResponseMessage response = await PostAsync(host, name);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Function_at_the_root_takes_precedence_over_the_page()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Root)]);

        Assert.Equal("root", await host.Http.GetStringAsync("/", Cancelled));
    }

    private static async Task<IDocument> ParseAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(Cancelled), Cancelled);

    private static async Task<HttpResponseMessage> PostAsync(
        TestHost host, string timer, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/dev/timers/{timer}");
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await host.Http.SendAsync(request, Cancelled);
    }

    private sealed class Section(string title, string? text) : IStartPageSection
    {
        public string Title => title;

        public Task<IHtmlContent?> RenderAsync(CancellationToken cancellationToken) => Task.FromResult<IHtmlContent?>(
            text is null ? null : new HtmlContentBuilder().AppendFormat("<p>{0}</p>", text));
    }

    public sealed class Some(Journal journal)
    {
        [Function("Page")]
        public IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "page")] HttpRequest request) =>
            Results.Text($"{journal.IsEmpty}");

        [Function("Sweep")]
        public void Sweep([TimerTrigger("0 30 2 * * *")] TimerInfo timer) => journal.Write("swept");

        [Function("Broken")]
        public void Broken([TimerTrigger("a <b>")] TimerInfo timer) => journal.Write("never");
    }

    public static class Failing
    {
        [Function("Fails")]
        public static void Fails([TimerTrigger("0 30 2 * * *")] TimerInfo timer) => throw new InvalidOperationException();
    }

    public static class Root
    {
        [Function("Root")]
        public static IResult AtRoot([HttpTrigger("get", Route = "/")] HttpRequest request) => Results.Text("root");
    }
}
