using System.Diagnostics;
using System.Globalization;
using System.Net;
using LeerId.Functions.Tests.SignIn;
using LeerId.Testing;

namespace LeerId.Functions.Tests.LocalServices;

/// <summary>A process that must end while pupils sign in.</summary>
public sealed class DrainTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Pupils = 16;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("leerid-test-");
    private readonly TaskCompletionSource _stores = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ScriptedAcm? _acm;
    private StorageProxy? _storage;
    private HostProcess? _host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        _acm = await ScriptedAcm.StartAsync(SignInRig.ClientId, TimeProvider.System);
        _storage = await StorageProxy.StartAsync(azurite.NewAccount());
        string[] settings =
        [
            .. TestApplication.Settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value! }),
            "--Acm:Issuer", _acm.Issuer, "--Acm:ClientId", SignInRig.ClientId, "--AzureWebJobsStorage", _storage.ConnectionString,
        ];
        _host = HostProcess.Start(_data.FullName, settings: settings);
    }

    public async ValueTask DisposeAsync()
    {
        _stores.TrySetResult();
        _host?.Dispose();
        if (_storage is not null)
            await _storage.DisposeAsync();
        if (_acm is not null)
            await _acm.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task It_is_not_ready_any_more_begins_no_sign_in_finishes_those_in_progress_and_resets_no_connection()
    {
        Uri address = await _host!.ReadyAsync();
        using TestApplication application = new(address);
        Browser[] browsers = [.. Enumerable.Range(0, Pupils).Select(_ => new Browser())];
        try
        {
            Answer[] starts = await Task.WhenAll(browsers.Select(browser => browser.GetAsync(application.AuthorizeAddress(), Cancel)));
            int stored = 0;
            _storage!.Before = request =>
            {
                if (!request.StartsWith("PUT Students(", StringComparison.Ordinal))
                    return Task.CompletedTask;
                Interlocked.Increment(ref stored);
                return _stores.Task;
            };
            Task<Answer>[] backs =
            [
                .. browsers.Zip(starts, (browser, start) => browser.GetAsync(
                    new Uri(address, $"/acm/callback?code={start.LocationParameter("nonce")}&state={start.LocationParameter("state")}"), Cancel)),
            ];
            await Eventually.TrueAsync("every pupil's snapshot is on its way", () => Volatile.Read(ref stored) == Pupils, Cancel);

            Process.Start("kill", ["-TERM", _host.Id.ToString(CultureInfo.InvariantCulture)]).Dispose();

            using Browser other = new();
            await Eventually.TrueAsync(
                "it is not ready",
                async () => (await other.GetAsync(new Uri(address, "/health?ready"), Cancel)).Status == HttpStatusCode.ServiceUnavailable,
                Cancel);
            Answer ready = await other.GetAsync(new Uri(address, "/health?ready"), Cancel);
            Assert.Equal($"unavailable {DeclaredVersion.Text}\nshutdown: unavailable", ready.Body);
            Answer busy = await other.GetAsync(application.AuthorizeAddress(), Cancel);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "Het is druk"), (busy.Status, busy.Document.Title));
            Assert.Equal("close", busy.Headers["Connection"]);
            Assert.All(backs, back => Assert.False(back.IsCompleted));

            _stores.SetResult();
            Answer[] answers = await Task.WhenAll(backs);
            Assert.All(answers, ScriptedSignIn.AssertGranted);
            Assert.All(answers, answer => Assert.Equal("close", answer.Headers["Connection"]));
            Assert.Equal(0, await _host.ExitCodeAsync());
            Assert.Equal("", _host.Errors);
        }
        finally
        {
            foreach (Browser browser in browsers)
                browser.Dispose();
        }
    }
}
