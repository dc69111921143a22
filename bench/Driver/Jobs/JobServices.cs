using LeerId.Hosting;
using LeerId.Schools;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>The services of the app, with a given storage account and time.</summary>
internal static class JobServices
{
    /// <summary>Adds a contract for a school.</summary>
    public static async Task AddSchoolAsync(string storage, string number)
    {
        await using ServiceProvider services = At(TimeProvider.System.GetUtcNow(), storage);
        await services.GetRequiredService<SchoolStore>().PutAsync(
            new SchoolContract { Number = SchoolNumber.Parse(number), Name = "Oefenschool", From = new DateOnly(2020, 9, 1) }, "bench", CancellationToken.None);
    }

    /// <summary>Builds the services. Their clock stands still, so no time limit ends a job.</summary>
    public static ServiceProvider At(DateTimeOffset now, string storage) => new ServiceCollection()
        .AddLogging()
        .AddTestClock(new FakeTimeProvider(now))
        .AddLeerId(TestConfiguration.On(storage, CompleteSettings.Of(storage)))
        .BuildServiceProvider();
}
