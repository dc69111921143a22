using LeerId.AcmSimulator;
using LeerId.Functions.Notices;
using LeerId.Functions.Tests.Notices;
using LeerId.Functions.Tests.SignIn;
using LeerId.LocalHost.Engine;
using LeerId.Notices;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Functions.Tests.Telemetry;

/// <summary>The app's real events arrive in the tables and with the properties that the alerts read, and without personal data of pupils.</summary>
public sealed class ScenarioTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Never = "0 0 0 1 1 *";

    private IngestionServer? _server;

    private IngestionServer Server => _server!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await IngestionServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task Failed_run_of_a_timer_arrives_as_an_exception_and_a_dependency()
    {
        const string Function = "SealPrivacyLog";
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        await using SignInRig rig = await StartAsync(proxy.ConnectionString, new() { ["Acm:Issuer"] = "https://acm.example/op" });
        proxy.Intercept = request => request == "GET PrivacyLog()" ? StorageProxy.Refuse : null;

        // The spans of the first runs may be sampled out.
        IReadOnlyList<TelemetryRow> rows = [];
        await Eventually.TrueAsync(
            "a failed run is sent with its span",
            async () =>
            {
                Assert.NotNull(await Record.ExceptionAsync(() => WorkerInvocation.RunAsync(rig.Host.Services, Function, async () =>
                    throw (await rig.Host.FireTimerAsync(Function, Cancel))!.Exception!)));
                rows = await Server.FlushAsync(rig.Host.Services);
                return rows.Any(row => row.Table == "AppDependencies");
            },
            Cancel);

        TelemetryRow[] failures = [.. rows.Where(row => row.Properties.GetValueOrDefault("EventName") == "InvocationError")];
        Assert.NotEmpty(failures);
        Assert.All(failures, row => Assert.Equal(("AppExceptions", Function), (row.Table, row.Properties["functionName"])));
        Assert.All(
            rows.Where(row => row.Table == "AppDependencies"), row => Assert.Equal(($"function {Function}", false), (row.Name, row.Success)));
        Assert.All(RowsOf(rows, 8012), row => Assert.Equal("AppExceptions", row.Table));
    }

    [Fact]
    public async Task Breach_near_its_deadline_arrives_as_a_trace_and_its_undelivered_notice_as_one_too()
    {
        Dictionary<string, string?> settings = NoticeRig.Settings("127.0.0.1", 9);
        settings["Notices:DeadlineSchedule"] = settings["Notices:RequeueSchedule"] = Never;
        await using SignInRig rig = await StartAsync(azurite.NewAccount(), settings);
        NoticeRegister register = rig.Host.Services.GetRequiredService<NoticeRegister>();
        NoticeReference breach = Assert.IsType<NoticeOutcome.Registered>(
            await register.ReportAsync(NoticeRig.Breach(rig.Clock.GetUtcNow()), "staff", request: null, Cancel)).Reference;
        rig.Clock.Advance(TimeSpan.FromHours(66));
        Assert.True((await rig.Host.FireTimerAsync(nameof(RemindOfDeadlines), Cancel))!.Succeeded);

        TelemetryRow reminder = Assert.Single(
            RowsOf(await Server.FlushAsync(rig.Host.Services), 4001), row => row.Properties["Reference"].EndsWith("/herinnering-66", StringComparison.Ordinal));
        Assert.Equal(("AppTraces", $"{breach}/herinnering-66"), (reminder.Table, reminder.Properties["Reference"]));

        // Nothing listens at the mail server's address. After five tries the message is in the poison queue.
        await Eventually.TrueAsync(
            "the message of the notice is given up",
            async () => (await Server.FlushAsync(rig.Host.Services)).Any(row => row.EventId == 4005 && row.Properties["Reference"] == breach.ToString()),
            Cancel);
        Assert.All(RowsOf(Server.Rows, 4005), row => Assert.Equal("AppTraces", row.Table));
    }

    [Fact]
    public async Task Sign_ins_refusals_and_their_seal_arrive_as_traces_without_personal_data()
    {
        await using SignInRig rig = await StartAsync(azurite.NewAccount(), []);
        await PrivacyTests.SignInAllAsync(rig);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        rig.Clock.Advance(TimeSpan.FromHours(20));
        FunctionOutcome seal = (await rig.Host.FireTimerAsync("SealPrivacyLog", Cancel))!;
        Assert.True(seal.Succeeded);

        IReadOnlyList<TelemetryRow> rows = await Server.FlushAsync(rig.Host.Services);

        Assert.All(RowsOf(rows, 1010), row => Assert.Equal("AppTraces", row.Table));
        Assert.InRange(RowsOf(rows, 1013).Sum(row => int.Parse(row.Properties["Ended"], null)), 1, Personas.All.Count);
        Assert.All(RowsOf(rows, 1013), row => Assert.Equal("AppTraces", row.Table));
        Assert.All(RowsOf(rows, 8010), row => Assert.Equal(("AppTraces", "2026-09-01"), (row.Table, row.Properties["Day"])));
        string[] values = [.. Personas.All.SelectMany(PrivacyTests.PersonalValues).Distinct().Except(PrivacyTests.SchoolNumbers)];
        Assert.True(values.Length > 30 && Server.AllText.Length > 10_000, "Everything is searched.");
        PrivacyTests.AssertClean("telemetry", Server.AllText, values);
    }

    private Task<SignInRig> StartAsync(string storage, Dictionary<string, string?> settings) =>
        SignInRig.StartAsync(storage, SignInRig.NewClock(), settings, Cancel, capturesLogs: false, Server.Register);

    /// <summary>The rows of an event, of which there must be at least one.</summary>
    private static TelemetryRow[] RowsOf(IReadOnlyList<TelemetryRow> rows, int eventId)
    {
        TelemetryRow[] found = [.. rows.Where(row => row.EventId == eventId)];
        Assert.NotEmpty(found);
        return found;
    }
}
