using LeerId.Hosting;
using LeerId.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Core.Tests.Secrets.Inventory;

/// <summary>The app as a production host registers it, with its secrets in a vault and a clock that a test moves.</summary>
internal sealed class VaultRig : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 9, 1, 2, 30, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public VaultRig(string storage = "UseDevelopmentStorage=true", FakeVault? vault = null, params (string Name, string? Value)[] settings)
    {
        Vault = vault ?? new FakeVault(Clock);
        Dictionary<string, string?> all = new(CompleteSettings.Of(storage).Where(setting => !setting.Key.StartsWith("Secrets:", StringComparison.Ordinal)))
        {
            ["KeyVault:Uri"] = "https://vault.example",
            ["Applications:0:IdTokenAlgorithm"] = "ES256",
        };
        foreach ((string name, string? value) in settings)
            all[name] = value;
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddTestClock(Clock)
            .AddLeerId(new ConfigurationBuilder().AddInMemoryCollection(all).Build())
            .AddLeerIdWarmUp()
            .AddSingleton(Vault.Client())
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(Now);

    public FakeVault Vault { get; }

    public LogCapture Logs { get; } = new();

    public FirstStart FirstStart => _services.GetServices<IHostedService>().OfType<FirstStart>().Single();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The messages of the events with a given id.</summary>
    public IEnumerable<string> Events(int id) => Logs.Entries.Where(entry => entry.EventId.Id == id).Select(entry => entry.Message);

    public void Dispose()
    {
        _services.Dispose();
        Logs.Dispose();
        Vault.Dispose();
    }
}
