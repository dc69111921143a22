using System.Net;
using AngleSharp.Dom;
using LeerId.Functions.Retention;
using LeerId.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Functions.Tests.Information;

/// <summary>The public information pages over HTTP. They depend only on the settings, set no cookie and don't read storage.</summary>
public sealed class PrivacyPageTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/privacy", "Wat we met je gegevens doen")]
    [InlineData("/privacy/medewerkers", "Wat we vastleggen over medewerkers")]
    public async Task Page_is_made_of_the_settings_and_sets_no_cookie_and_needs_no_storage(string path, string title)
    {
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.NewAccount());
        await using SignInRig rig = await StartAsync(storage.ConnectionString, SignInRig.NewClock());
        using Browser browser = new();
        storage.Intercept = _ => StorageProxy.Refuse;

        Answer answer = await browser.GetAsync(rig.At(path), Cancel);

        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal("public, max-age=300", answer.Headers["Cache-Control"]);
        Assert.Contains("script-src 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Empty(answer.SetCookies);
        Assert.Equal(title, answer.Document.Title);
        Assert.Contains("Uitgeverij <b>Één & Twee</b>", answer.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(answer.Document.QuerySelectorAll("b"));
        Assert.Contains("Regen BV", answer.Document.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_a_pupil_links_to_the_information_and_the_link_works()
    {
        await using SignInRig rig = await StartAsync(azurite.NewAccount(), SignInRig.NewClock());
        using Browser browser = new();
        Answer signedOut = await browser.GetAsync(rig.At("/end-session/done"), Cancel);
        IElement link = Assert.Single(signedOut.Document.QuerySelectorAll("footer a"));
        Answer information = await browser.GetAsync(rig.At(link.GetAttribute("href")!), Cancel);
        Assert.Equal("Wat we met je gegevens doen", information.Document.Title);
    }

    [Fact]
    public async Task Nightly_deletion_logs_an_overdue_review()
    {
        FakeTimeProvider clock = SignInRig.NewClock();
        await using SignInRig rig = await StartAsync(azurite.NewAccount(), clock);
        Assert.True((await rig.Host.FireTimerAsync(nameof(DeleteExpired), Cancel))!.Succeeded);
        Assert.DoesNotContain(rig.Logs.Entries, entry => entry.EventId.Id == 9210);

        clock.Advance(TimeSpan.FromDays(31));
        Assert.True((await rig.Host.FireTimerAsync(nameof(DeleteExpired), Cancel))!.Succeeded);

        // The schedule may also have run the timer when the clock moved.
        Assert.Equal(
            ["The review of Register:RiskAssessment was due on 2026-10-01. Review it, and set its Date and NextReview"],
            rig.Logs.Entries.Where(entry => entry.EventId.Id == 9210).Select(entry => entry.Message).Distinct());
    }

    private static Task<SignInRig> StartAsync(string storage, FakeTimeProvider clock) => SignInRig.StartAsync(
        storage,
        clock,
        new Dictionary<string, string?>
        {
            ["Acm:Issuer"] = "https://acm.example/op",
            ["Register:Provider:Name"] = "Uitgeverij <b>Één & Twee</b>",
            ["Register:Processors:0:Name"] = "Regen BV",
            ["Register:Processors:0:Service"] = "opslag",
            ["Register:Processors:0:Country"] = "NL",
            ["Register:Processors:0:Agreement"] = "VO-1",
            ["Register:Processors:0:Since"] = "2026-08-01",
            ["Register:RiskAssessment:Where"] = "RI-1",
            ["Register:RiskAssessment:Date"] = "2026-01-01",
            ["Register:RiskAssessment:NextReview"] = "2026-10-01",
        },
        Cancel);
}
