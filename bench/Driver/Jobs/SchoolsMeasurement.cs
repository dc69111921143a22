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

    /// <param name="storage">An account per round. An emulator answers slowly when an account has many rows of the list's history.</param>
    /// <param name="lookups">The number of look-ups per round.</param>
    public static async Task<SchoolsResult> RunAsync(IReadOnlyList<string> storage, int lookups)
    {
        List<double> imports = [], lookUps = [];
        foreach (string account in storage)
        {
            await using ServiceProvider services = JobServices.At(TimeProvider.System.GetUtcNow(), account);
            SchoolListImport import = services.GetRequiredService<SchoolListImport>();
            // The first import finds no list.
            await ImportAsync(import, File(0));
            imports.Add(await ImportAsync(import, File(1)));
            SchoolWhitelist whitelist = services.GetRequiredService<SchoolWhitelist>();
            // The first look-up loads the list.
            await LookUpAsync(whitelist, 1);
            lookUps.Add(await LookUpAsync(whitelist, lookups));
        }

        return new SchoolsResult(Schools, imports, lookUps);
    }

    private static async Task<double> ImportAsync(SchoolListImport import, byte[] file)
    {
        long began = Stopwatch.GetTimestamp();
        SchoolImportOutcome outcome = await import.ImportAsync(file, dryRun: false, removes: null, revision: null, changedBy: "bench", CancellationToken.None);
        return outcome is SchoolImportOutcome.Accepted
            ? Stopwatch.GetElapsedTime(began).TotalSeconds
            : throw new InvalidOperationException($"The list was not taken: {outcome.GetType().Name}.");
    }

    private static async Task<double> LookUpAsync(SchoolWhitelist whitelist, int lookups)
    {
        SchoolNumber[][] numbers = [.. Enumerable.Range(0, Schools).Select(school => new[] { SchoolNumber.Parse(Number(school)) })];
        int admitted = 0;
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < lookups; i++)
            admitted += await whitelist.AdmitsAsync(numbers[i % Schools], CancellationToken.None) ? 1 : 0;
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return admitted == lookups
            ? seconds * NanosecondsPerSecond / lookups
            : throw new InvalidOperationException($"{lookups - admitted} schools of the list were not admitted.");
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
