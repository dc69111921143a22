using System.Collections.Concurrent;
using System.Net;
using LeerId.Applications;
using LeerId.LocalHost;
using LeerId.LocalHost.Faults;
using LeerId.LocalHost.Services;
using LeerId.LocalHost.StaffDirectory;
using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.PrivacyLog;
using LeerId.SignIn;
using LeerId.Staff;
using LeerId.Staff.Confidentiality;
using LeerId.Support;
using LeerId.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeerId.Browser.Tests;

/// <summary>
/// LocalHost as a developer runs it, on free ports and with its own data. The fixture also serves pages that are hard to reach, or that leave
/// at once.
/// </summary>
public sealed class LocalHostFixture : IAsyncLifetime
{
    /// <summary>A fault on the start page that a test can turn on, because it breaks nothing. Another one is on from the start.</summary>
    public const string IdleFault = "Nothing is broken";

    private const string RefusalPath = "/test/refusal/";
    private const string FormPostPath = "/test/form-post";
    private const string SigningOutPath = "/test/signing-out";
    private const string BusyPath = "/test/busy";
    private const string ServedPath = "/test/served";
    private const string ClientId = "oefenapp";
    private const string PolicyHeader = "Content-Security-Policy";

    private DirectoryInfo? _data;
    private LocalHostApplication? _host;
    private readonly ConcurrentDictionary<string, bool> _served = new();

    /// <summary>
    /// A page that posts an answer to the application, and stays open because its script doesn't run. The application doesn't know the answer.
    /// </summary>
    public Uri FormPostWithoutScript => At(FormPostPath);

    /// <summary>A page that redirects to <see cref="SignedOutElsewhere"/>.</summary>
    public Uri SigningOut => At(SigningOutPath);

    public Uri SignedOutElsewhere => At("/test/signed-out-elsewhere");

    /// <summary>The page for when it is busy. It stays long enough to be looked at.</summary>
    public Uri Busy => At(BusyPath);

    /// <summary>An address that is busy for the first request and then shows its query as a title. The name makes it another one.</summary>
    public Uri BusyAtFirst(string name) => At($"{ServedPath}?state=a%26b&name={name}");

    /// <summary>The application that pupils sign in to.</summary>
    public Uri Application => new(_host!.Configuration[DevelopmentApplication.AddressSetting]!);

    /// <summary>The address at which the application receives an answer.</summary>
    public Uri RedirectUri => new(Application, "signin-oidc");

    public Uri Simulator => new(_host!.Configuration["Acm:Issuer"]!);

    public Uri At(string path) => new(_host!.Address, path);

    /// <summary>The page of any refusal, even if the refusal itself is hard to produce.</summary>
    public Uri Refusal(RefusalReason reason) => At($"{RefusalPath}{reason}");

    public string TokenFor(StaffRole role) => _host!.Services.GetRequiredService<StaffTokens>().TokenFor(role);

    /// <summary>Reads the reason of a refusal from the code on its page.</summary>
    public SupportCodes SupportCodes => _host!.Services.GetRequiredService<SupportCodes>();

    /// <summary>Gets any service of the app.</summary>
    public T Get<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    /// <summary>Records that a member of staff accepts the text on confidentiality.</summary>
    public async Task AcceptConfidentialityAsync(string objectId) => await Get<StaffConfidentiality>().AcceptAsync(
        new AcceptanceRequest { Version = Get<IOptions<ConfidentialityOptions>>().Value.Version }, objectId, TestContext.Current.CancellationToken);

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
            ConfigureServices = (services, configuration) =>
            {
                options.ConfigureServices!(services, configuration);
                SimulatedFault shown = new("shown", "A fault that is on", "It breaks nothing.", TimeProvider.System, _ => { });
                shown.TurnOn();
                services.AddSingleton(shown).AddSingleton(new SimulatedFault("idle", IdleFault, "It breaks nothing.", TimeProvider.System, _ => { }));
            },
            MapEndpoints = app =>
            {
                options.MapEndpoints!(app);
                app.MapGet(RefusalPath + "{reason}", ShowRefusalAsync);
                app.MapGet(FormPostPath, ShowFormPostAsync);
                app.MapGet(BusyPath, async (HttpResponse response, PupilPages pages) =>
                    Show(response, await pages.RenderBusyAsync(TimeSpan.FromHours(1), response.HttpContext.Request.Headers.AcceptLanguage), policy => policy));
                app.MapGet(ServedPath, ServeSecondAsync);
                app.MapGet(SigningOutPath, async (HttpResponse response, PupilPages pages) =>
                    Show(response, await pages.RenderSigningOutAsync(SignedOutElsewhere), policy => policy));
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _data?.Delete(recursive: true);
    }

    private async Task<IResult> ShowRefusalAsync(RefusalReason reason, HttpResponse response, PupilPages pages)
    {
        Assert.True(SupportCode.TryParse("K763-QX9M", out SupportCode code));
        SignInOutcome.Refused refused = new(LeerId.SignIn.Refusal.For(reason), code) { Request = AuthorizationRequest.Of(Parameters().GetValueOrDefault) };
        return Show(response, await pages.RenderAsync(refused, response.HttpContext.Request.Headers.AcceptLanguage), policy => policy);
    }

    private async Task<IResult> ServeSecondAsync(HttpRequest request, PupilPages pages) => _served.TryAdd(request.QueryString.Value!, true)
        ? Show(request.HttpContext.Response, await pages.RenderBusyAsync(TimeSpan.FromSeconds(1), request.Headers.AcceptLanguage), policy => policy)
        : Results.Content($"<!DOCTYPE html><title>{WebUtility.HtmlEncode(request.QueryString.Value)}</title>", "text/html; charset=utf-8");

    // The request could be one of the application's, but the application doesn't know its state.
    private Dictionary<string, string> Parameters() => new()
    {
        ["client_id"] = ClientId,
        ["redirect_uri"] = RedirectUri.AbsoluteUri,
        ["response_type"] = "code",
        ["scope"] = "openid profile leerid",
        ["state"] = "state-that-the-application-does-not-know",
        ["code_challenge"] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ["code_challenge_method"] = "S256",
    };

    // School devices can forbid scripts in the same way. Scripts that a test injects, such as axe, still run.
    private async Task<IResult> ShowFormPostAsync(HttpResponse response, PupilPages pages) => Show(
        response,
        await pages.RenderFormPostAsync(
            ClientId, new HiddenForm(RedirectUri.AbsoluteUri, [new("code", "header.payload.signature"), new("state", Parameters()["state"])])),
        policy => string.Join("; ", policy.Split("; ").Select(rule => rule.StartsWith("script-src", StringComparison.Ordinal) ? "script-src 'none'" : rule)));

    private static IResult Show(HttpResponse response, Page page, Func<string, string> policy)
    {
        foreach ((string name, string value) in page.Headers)
            response.Headers[name] = name == PolicyHeader ? policy(value) : value;
        return Results.Content(page.Html(), "text/html; charset=utf-8", statusCode: page.Status);
    }
}
