using LeerId.LocalHost;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>A host for one test, with its own address, root folder and log, and only the functions that the test names.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly DirectoryInfo _root;
    private readonly LocalHostApplication _application;

    private TestHost(DirectoryInfo root, LocalHostApplication application, LogCapture log)
    {
        (_root, _application, Log) = (root, application, log);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = application.Address };
        Journal = application.Services.GetRequiredService<Journal>();
    }

    public LocalHostApplication Application => _application;

    public HttpClient Http { get; }

    public Journal Journal { get; }

    public LogCapture Log { get; }

    public static async Task<TestHost> StartAsync(
        Type[] functions, Func<LocalHostOptions, LocalHostOptions>? change = null, string? hostJson = null)
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("leerid-test-");
        await File.WriteAllTextAsync(
            Path.Combine(root.FullName, "host.json"),
            hostJson ?? """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""",
            TestContext.Current.CancellationToken);

        LogCapture log = new();
        LocalHostOptions options = new()
        {
            Arguments = ["--urls", "http://127.0.0.1:0"],
            ReadsMachineSettings = false,
            FunctionClasses = functions,
            Root = root.FullName,
            Services = [],
            LoggerProviders = [log],
            ConfigureServices = (services, _) => services.AddSingleton<Journal>(),
        };
        try
        {
            LocalHostApplication application = await LocalHostApplication.StartAsync(
                change is null ? options : change(options), TestContext.Current.CancellationToken);
            return new TestHost(root, application, log);
        }
        catch
        {
            root.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.DisposeAsync();
        Log.Dispose();
        _root.Delete(recursive: true);
    }
}
