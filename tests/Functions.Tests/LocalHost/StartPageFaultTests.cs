using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LeerId.LocalHost.Faults;
using LeerId.LocalHost.StartPage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>The buttons on the start page that turn a fault on and off. What a pupil sees meanwhile is in <see cref="PupilsFaultTests"/>.</summary>
public sealed class StartPageFaultTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 1, 8, 15, 30, TimeSpan.Zero));
    private readonly List<string> _applied = [];
    private TestHost? _host;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync([], options => options with
    {
        ConfigureServices = (services, _) => services.AddSingleton<Journal>()
            .AddSingleton(new SimulatedFault("first", "The first", "It breaks <one> thing.", _clock, on => _applied.Add($"first {on}")))
            .AddSingleton(new SimulatedFault("second", "The second", "It breaks another.", _clock, on => _applied.Add($"second {on}")))
            .AddSingleton<IStartPageSection, FaultsSection>(),
    });

    public ValueTask DisposeAsync() => _host!.DisposeAsync();

    [Fact]
    public async Task Fault_is_turned_on_shows_since_when_and_is_turned_off()
    {
        Assert.DoesNotContain("On since", await TextAsync(), StringComparison.Ordinal);

        using HttpResponseMessage on = await PostAsync("first/on");
        Assert.Equal(HttpStatusCode.SeeOther, on.StatusCode);
        Assert.Equal("/#faults", on.Headers.Location!.ToString());
        _clock.Advance(TimeSpan.FromMinutes(1));
        using HttpResponseMessage again = await PostAsync("first/on");

        IDocument page = await PageAsync();
        Assert.Equal("On since 08:15:30 (UTC).", Assert.Single(page.QuerySelectorAll("strong")).TextContent);
        Assert.Equal("It breaks <one> thing.", page.QuerySelector("h3 + p")!.TextContent);
        Assert.Equal(
            ["/dev/faults/first/off Turn off: The first", "/dev/faults/second/on Turn on: The second", "/dev/faults/reset Turn all faults off"],
            page.QuerySelectorAll("form[method=post]").Select(form => $"{form.GetAttribute("action")} {form.TextContent}"));

        using HttpResponseMessage off = await PostAsync("first/off");
        Assert.DoesNotContain("On since", await TextAsync(), StringComparison.Ordinal);
        Assert.Equal(["first True", "first True", "first False"], _applied);
    }

    [Fact]
    public async Task Reset_turns_all_faults_off()
    {
        using HttpResponseMessage first = await PostAsync("first/on"), second = await PostAsync("second/on");

        using HttpResponseMessage reset = await PostAsync("reset");

        Assert.Equal(HttpStatusCode.SeeOther, reset.StatusCode);
        Assert.DoesNotContain("On since", await TextAsync(), StringComparison.Ordinal);
        Assert.Equal(["first False", "second False"], _applied[2..]);
    }

    [Fact]
    public async Task Unknown_fault_is_not_found()
    {
        using HttpResponseMessage response = await PostAsync("third/on");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("first/on", "Origin", "http://elsewhere.example")]
    [InlineData("first/on", "Sec-Fetch-Site", "cross-site")]
    [InlineData("first/on", "Host", "rebound.example")]
    [InlineData("first/off", "Origin", "null")]
    [InlineData("reset", "Origin", "http://elsewhere.example")]
    public async Task Another_site_can_not_turn_a_fault_on_or_off(string path, string header, string value)
    {
        using HttpResponseMessage response = await PostAsync(path, (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(_applied);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/dev/faults/{path}");
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _host!.Http.SendAsync(request, Cancelled);
    }

    private Task<string> TextAsync() => _host!.Http.GetStringAsync("/", Cancelled);

    private async Task<IDocument> PageAsync() => await new HtmlParser().ParseDocumentAsync(await TextAsync(), Cancelled);
}
