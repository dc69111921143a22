using System.Security.Cryptography;
using LeerId.Hosting;
using LeerId.Schools;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>The services of the app, on some storage, at some moment.</summary>
internal static class JobServices
{
    private const int KeyBytes = 32;

    /// <summary>Gives a school a contract.</summary>
    public static async Task AddSchoolAsync(string storage, string number)
    {
        await using ServiceProvider services = At(TimeProvider.System.GetUtcNow(), storage);
        await services.GetRequiredService<SchoolStore>().PutAsync(
            new SchoolContract { Number = SchoolNumber.Parse(number), Name = "Oefenschool", From = new DateOnly(2020, 9, 1) }, "bench", CancellationToken.None);
    }

    public static ServiceProvider At(DateTimeOffset now, string storage)
    {
        using ECDsa sealKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Dictionary<string, string?> settings = new()
        {
            ["Secrets:seal-key"] = sealKey.ExportPkcs8PrivateKeyPem(),
            ["Secrets:student-key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)),
        };
        return new ServiceCollection()
            .AddLogging()
            .AddTestClock(new FakeTimeProvider(now))
            .AddLeerId(TestConfiguration.On(storage, settings))
            .BuildServiceProvider();
    }
}
