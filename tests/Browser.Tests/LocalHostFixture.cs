using LeerId.HandOff;
using LeerId.LocalHost;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.PrivacyLog;
using LeerId.SignIn;
using LeerId.Staff;
using LeerId.Support;
using LeerId.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Browser.Tests;

/// <summary>
/// LocalHost as a developer runs it, on free ports and with data of its own; beside it stand the pages that are hard to bring about or to stay on.
/// </summary>
public sealed class LocalHostFixture : IAsyncLifetime
{
    private const string RefusalPath = "/test/refusal/";
    private const string HandOffPath = "/test/hand-off";
    private const string PolicyHeader = "Content-Security-Policy";

    private DirectoryInfo? _data;
    private LocalHostApplication? _host;

    /// <summary>A hand-off page that stays, because its script doesn't run.</summary>
    public Uri HandOffWithoutScript => At(HandOffPath);

    public Uri Simulator => new(_host!.Configuration["Acm:Issuer"]!);

    public Uri At(string path) => new(_host!.Address, path);

    /// <summary>The page of a refusal, however hard it is to be refused so.</summary>
    public Uri Refusal(RefusalReason reason) => At($"{RefusalPath}{reason}");

    public string TokenFor(StaffRole role) => _host!.Services.GetRequiredService<StaffTokens>().TokenFor(role);

    /// <summary>Gives the reason of a refusal for the code on its page.</summary>
    public SupportCodes SupportCodes => _host!.Services.GetRequiredService<SupportCodes>();

    public async ValueTask InitializeAsync()
    {
        if (SystemChromium.Executable is null)
            return;

        _data = Directory.CreateTempSubdirectory("leerid-test-");
        LocalHostOptions options = LeerIdApplication.Options([]);
        _host = await LocalHostApplication.StartAsync(options with
        {
            Settings = new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["LocalHost:DataFolder"] = _data.FullName },
            ReadsMachineSettings = false,
            LogsToConsole = false,
            MapEndpoints = app =>
            {
                options.MapEndpoints!(app);
                app.MapGet(RefusalPath + "{reason}", ShowRefusalAsync);
                app.MapGet(HandOffPath, ShowHandOff);
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _data?.Delete(recursive: true);
    }

    private static async Task<IResult> ShowRefusalAsync(RefusalReason reason, HttpResponse response, PupilPages pages)
    {
        Assert.True(SupportCode.TryParse("K763-QX9M", out SupportCode code));
        Assert.True(ReturnPath.TryParse("/taken/12", out ReturnPath path));
        return Show(response, await pages.RenderAsync(new SignInOutcome.Refused(LeerId.SignIn.Refusal.For(reason), code) { ReturnPath = path }), page => page);
    }

    // As where a school's device lets no script run: axe and the like still do, they don't come from the page.
    private static IResult ShowHandOff(HttpResponse response, PupilPages pages) => Show(
        response,
        pages.Render(new SignInOutcome.Granted("header.payload.signature")),
        policy => string.Join("; ", policy.Split("; ").Select(rule => rule.StartsWith("script-src", StringComparison.Ordinal) ? "script-src 'none'" : rule)));

    private static IResult Show(HttpResponse response, Page page, Func<string, string> policy)
    {
        foreach ((string name, string value) in page.Headers)
            response.Headers[name] = name == PolicyHeader ? policy(value) : value;
        return Results.Content(page.Html(), "text/html; charset=utf-8", statusCode: page.Status);
    }
}
