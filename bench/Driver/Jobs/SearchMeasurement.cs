using System.Diagnostics;
using LeerId.Schools;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Bench.Driver.Jobs;

/// <summary>The cost of a search of all snapshots.</summary>
/// <param name="Search">The purpose of the search.</param>
/// <param name="Snapshots">The number of snapshots.</param>
/// <param name="Found">The number of pupils found.</param>
/// <param name="Transactions">The number of storage transactions.</param>
/// <param name="Seconds">The duration; every run.</param>
/// <param name="MegabytesAtMost">The peak of managed memory above the start in a separate run, in MiB.</param>
internal sealed record SearchResult(
    string Search, int Snapshots, int Found, int Transactions, IReadOnlyList<double> Seconds, double MegabytesAtMost);

/// <summary>Searches a served table as large as all pupils of Flanders.</summary>
internal static class SearchMeasurement
{
    private static readonly DateTimeOffset Now = new(2026, 9, 2, 9, 0, 0, TimeSpan.Zero);

    public static async Task<IReadOnlyList<SearchResult>> RunAsync(string storage, int snapshots, int rounds) =>
    [
        await MeasureAsync("a pupil, by an account that nobody has", storage, snapshots, 0, rounds, async (services, token) =>
            (await services.GetRequiredService<StudentAccountSearch>().FindAsync(Guid.NewGuid(), token)).Found is null ? 0 : 1),
        await MeasureAsync("the pupils of a school, for a disclosure", storage, snapshots, Enrolled(snapshots), rounds, async (services, token) =>
            (await services.GetRequiredService<StudentUuidReader>()
                .ReadAsync([SchoolNumber.Parse(ServedSnapshots.SchoolAsked)], Now.AddYears(-3), token)).Pupils.Count),
    ];

    private static int Enrolled(int snapshots) => (snapshots + ServedSnapshots.OneInAtSchool - 1) / ServedSnapshots.OneInAtSchool;

    private static async Task<SearchResult> MeasureAsync(
        string name, string storage, int snapshots, int expected, int rounds, Func<IServiceProvider, CancellationToken, Task<int>> search)
    {
        await using StorageProxy proxy = await StorageProxy.StartAsync(storage);
        proxy.Intercept = new ServedSnapshots(snapshots).Intercept;
        await using ServiceProvider services = JobServices.At(Now, proxy.ConnectionString);
        // Creates the table and compiles the code.
        int found = await search(services, CancellationToken.None);
        if (found != expected)
            throw new InvalidOperationException($"The search for {name} found {found} pupils, not {expected}.");
        List<double> seconds = [];
        int transactions = 0;
        for (int round = 0; round < rounds; round++)
        {
            proxy.Requests.Clear();
            long began = Stopwatch.GetTimestamp();
            await search(services, CancellationToken.None);
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            transactions = proxy.Requests.Count;
        }

        MemoryPeak memory = new(proxy);
        await search(services, CancellationToken.None);
        return new SearchResult(name, snapshots, found, transactions, seconds, memory.MegabytesAboveStart());
    }
}
