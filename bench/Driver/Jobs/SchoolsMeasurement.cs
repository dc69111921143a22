using System.Diagnostics;
using System.Globalization;
using System.Text;
using LeerId.Schools;
using LeerId.Schools.Import;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>The cost of the list of schools.</summary>
/// <param name="Schools">The number of schools.</param>
/// <param name="ImportSeconds">The time to check a CSV file of the schools and replace the list with it, on the emulator; every run.</param>
/// <param name="LookupNanoseconds">The time to decide about a pupil of one school; every run.</param>
internal sealed record SchoolsResult(int Schools, IReadOnlyList<double> ImportSeconds, IReadOnlyList<double> LookupNanoseconds);

internal static class SchoolsMeasurement
{
    private const int Schools = 4000;
    private const int FirstNumber = 100_000;
    private const double NanosecondsPerSecond = 1e9;

    public static async Task<SchoolsResult> RunAsync(string storage, int rounds, int lookups)
    {
        await using ServiceProvider services = JobServices.At(TimeProvider.System.GetUtcNow(), storage);
        SchoolListImport import = services.GetRequiredService<SchoolListImport>();
        List<double> imports = [], lookUps = [];
        for (int round = 0; round <= rounds; round++)
        {
            byte[] file = File(round);
            long began = Stopwatch.GetTimestamp();
            SchoolImportOutcome outcome = await import.ImportAsync(
                file, dryRun: false, removes: null, revision: null, changedBy: "bench", CancellationToken.None);
            // The first import finds no list.
            if (round > 0)
                imports.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            if (outcome is not SchoolImportOutcome.Accepted)
                throw new InvalidOperationException($"The list was not taken: {outcome.GetType().Name}.");
        }

        SchoolWhitelist whitelist = services.GetRequiredService<SchoolWhitelist>();
        SchoolNumber[][] numbers = [.. Enumerable.Range(0, Schools).Select(school => new[] { SchoolNumber.Parse(Number(school)) })];
        for (int round = 0; round <= rounds; round++)
        {
            int admitted = 0;
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < lookups; i++)
                admitted += await whitelist.AdmitsAsync(numbers[i % Schools], CancellationToken.None) ? 1 : 0;
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (admitted != lookups)
                throw new InvalidOperationException($"{lookups - admitted} schools of the list were not admitted.");
            // The first run loads the list.
            if (round > 0)
                lookUps.Add(seconds * NanosecondsPerSecond / lookups);
        }

        return new SchoolsResult(Schools, imports, lookUps);
    }

    // Every name differs from that of the previous run, so that every row is written.
    private static byte[] File(int round)
    {
        StringBuilder csv = new("instellingsnummer,naam,van,tot\n");
        for (int school = 0; school < Schools; school++)
            csv.Append(CultureInfo.InvariantCulture, $"{Number(school)},Oefenschool {school} ({round}),2020-09-01,\n");
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static string Number(int school) => (FirstNumber + school).ToString(CultureInfo.InvariantCulture);
}
