using System.Globalization;
using LeerId.Evidence;
using LeerId.Hosting;
using LeerId.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Evidence;

/// <summary>The app as a production host registers it, on its own storage account, with complete settings and a clock that a test moves.</summary>
internal sealed class EvidenceRig : IDisposable
{
    private readonly ServiceProvider _services;

    public EvidenceRig(string storage, string now = "2026-09-10T08:00:00Z", string? without = null, params (string Name, string? Value)[] settings)
    {
        Clock = new FakeTimeProvider(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        Settings = CompleteSettings.Of(storage);
        foreach ((string name, string? value) in settings)
            Settings[name] = value;
        foreach (string name in Settings.Keys.Where(name => without is not null && name.StartsWith(without, StringComparison.Ordinal)).ToArray())
            Settings.Remove(name);
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Logs))
            .AddTestClock(Clock)
            .AddLeerId(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build())
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; }

    public Dictionary<string, string?> Settings { get; }

    public LogCapture Logs { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The error with which the settings prevent a start; null if the app would start.</summary>
    public string? Fault() => Record.Exception(() => Get<IStartupValidator>().Validate())?.Message;

    public async Task<SignedReport> MakeAsync(string? from = null, string? until = null) => Assert.IsType<EvidenceOutcome.Made>(
        await Get<EvidenceReporter>().MakeAsync(from, until, TestContext.Current.CancellationToken)).Report;

    public void Dispose()
    {
        _services.Dispose();
        Logs.Dispose();
    }
}
