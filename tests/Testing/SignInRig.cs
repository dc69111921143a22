using LeerId.LocalHost;
using LeerId.LocalHost.StartPage;
using LeerId.PrivacyLog;
using LeerId.Schools;
using LeerId.Storage;
using LeerId.Students;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Testing;

/// <summary>Runs the functions in LocalHost, on a storage account that the test chooses and with a clock that the test moves.</summary>
public sealed class SignInRig : IAsyncDisposable
{
    public const string ClientId = "client-under-test";

    private SignInRig(LocalHostApplication host, FakeTimeProvider clock, LogCapture logs)
    {
        Host = host;
        Clock = clock;
        Logs = logs;
        PrivacyLog = host.Services.GetRequiredService<DevelopmentPrivacyLog>();
        Students = host.Services.GetRequiredService<StudentStore>();
        Schools = host.Services.GetRequiredService<SchoolStore>();
        Keys = host.Services.GetRequiredService<StudentKeys>();
        Application = new TestApplication(host.Address);
    }

    public LocalHostApplication Host { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>The log lines of the app.</summary>
    public LogCapture Logs { get; }

    /// <summary>The privacy log, which the app keeps in storage.</summary>
    public DevelopmentPrivacyLog PrivacyLog { get; }

    public StudentStore Students { get; }

    public SchoolStore Schools { get; }

    public StudentKeys Keys { get; }

    public TestApplication Application { get; }

    /// <summary>The address at which a pupil's browser begins a sign-in.</summary>
    public Uri SignInAddress => Application.AuthorizeAddress();

    public static FakeTimeProvider NewClock() => new(new DateTimeOffset(2026, 9, 1, 6, 30, 0, TimeSpan.Zero));

    /// <summary>Starts the host. It simulates ACM, unless the settings have <c>Acm:Issuer</c>.</summary>
    /// <param name="storage">The connection string of the storage account.</param>
    /// <param name="clock">The clock that the test moves.</param>
    /// <param name="settings">Settings that take precedence over the development settings.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <param name="capturesLogs">Whether <see cref="Logs"/> records the log. A test that logs very much sets this to false, to save memory.</param>
    /// <param name="services">Registers or replaces services of the app.</param>
    /// <param name="time">The clock of the app; null if it is the clock that the test moves.</param>
    public static async Task<SignInRig> StartAsync(
        string storage,
        FakeTimeProvider clock,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancellationToken,
        bool capturesLogs = true,
        Action<IServiceCollection>? services = null,
        TimeProvider? time = null)
    {
        LogCapture logs = new();
        LocalHostOptions options = LeerIdApplication.Options([]);
        LocalHostApplication host = await LocalHostApplication.StartAsync(
            options with
            {
                ConfigureServices = (collection, configuration) =>
                {
                    options.ConfigureServices!(collection, configuration);
                    collection.AddSingleton<IStorageTime>(new ClockedStorageTime(clock));
                    services?.Invoke(collection);
                },
                Settings = new Dictionary<string, string?>(settings.Concat(TestApplication.Settings).DistinctBy(setting => setting.Key))
                {
                    ["urls"] = "http://127.0.0.1:0",
                    ["AzureWebJobsStorage"] = storage,
                    ["Smtp:Host"] = settings.GetValueOrDefault("Smtp:Host", "127.0.0.1"),
                    // Nothing listens on port 9, so mail is delivered only if the test sets a mail server.
                    ["Smtp:Port"] = settings.GetValueOrDefault("Smtp:Port", "9"),
                    ["Acm:ClientId"] = ClientId,
                },
                ReadsMachineSettings = false,
                LogsToConsole = false,
                LoggerProviders = capturesLogs ? [logs] : [],
                TimeProvider = time ?? clock,
            },
            cancellationToken);
        return new SignInRig(host, clock, logs);
    }

    /// <summary>Today's entries of the privacy log with a support code.</summary>
    public async Task<List<PrivacyLogEntry>> FindAsync(SupportCode code, CancellationToken cancellationToken) =>
        [.. (await PrivacyLog.ReadLatestAsync(int.MaxValue, cancellationToken)).Where(entry => entry.SupportCode == code)];

    public Uri At(string path) => new(Host.Address, path);

    public ValueTask DisposeAsync()
    {
        Application.Dispose();
        return Host.DisposeAsync();
    }
}
