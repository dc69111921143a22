using LeerId.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Testing;

/// <summary>Reports the time of a test's clock as the time of storage. Otherwise the jobs would notice that both clocks differ.</summary>
public sealed class ClockedStorageTime(TimeProvider clock) : IStorageTime
{
    public Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(clock.GetUtcNow());
}

public static class TestClock
{
    /// <summary>Registers a clock for both the app and storage.</summary>
    public static IServiceCollection AddTestClock(this IServiceCollection services, TimeProvider clock) =>
        services.AddSingleton(clock).AddSingleton<IStorageTime>(new ClockedStorageTime(clock));
}
