using System.Runtime.InteropServices;
using LeerId.Bench.Driver.Jobs;
using LeerId.Bench.Driver.Report;
using LeerId.Bench.Driver.SignIns;
using LeerId.Bench.Driver.Subjects;
using LeerId.Bench.Driver.Worker;
using LeerId.LocalServices;

namespace LeerId.Bench.Driver;

/// <summary>Runs all measurements.</summary>
internal static class Measurement
{
    private const int Pupils = 10_000;
    private const int Accounts = 8;

    public static async Task<Results> RunAsync(Effort effort, Action<string> report)
    {
        await using Azurite azurite = await Azurite.StartAsync(new AzuriteOptions(ExtraAccounts: Accounts));
        string[] storage = [.. Enumerable.Range(1, Accounts).Select(azurite.ExtraConnectionString)];
        SignInResults signIns;
        IReadOnlyList<MemorySample> memory;
        IReadOnlyList<StartResult> starts;
        FloodResult flood;
        await JobServices.AddSchoolAsync(storage[0], Stage.School);
        await JobServices.AddSchoolAsync(storage[1], Stage.School);
        await JobServices.AddSchoolAsync(storage[2], Stage.School);
        await using (Stage stage = await Stage.SetAsync(Pupils))
        {
            starts = await StartMeasurement.RunAsync(stage, storage[0], effort, report);
            await using RelyingParty ours = stage.LeerId(RelyingParty.Ours, storage[0], nullStore: true);
            await using RelyingParty withKey = stage.LeerId(RelyingParty.OursWithKey, storage[0], nullStore: true, "PrivateKeyJwt");
            await using RelyingParty onStorage = stage.LeerId(RelyingParty.OursOnStorage, storage[1], nullStore: false);
            await using RelyingParty addOpenIdConnect = stage.AddOpenIdConnect();
            await using RelyingParty? modAuth = stage.ModAuthOpenIdc();
            RelyingParty[] parties = [ours, withKey, onStorage, addOpenIdConnect, .. modAuth is null ? Array.Empty<RelyingParty>() : [modAuth]];
            signIns = await SignInComparison.RunAsync(stage, parties, effort, report);
            memory = await MemoryMeasurement.RunAsync(ours, effort, report);
            flood = await MemoryMeasurement.FloodAsync(ours, effort, report);
        }

        IReadOnlyList<WorkerResult> workers = await WorkerMeasurement.RunAsync(effort, report);

        report("Storage transactions");
        TransactionResult transactions = await SignInComparison.CountTransactionsAsync(storage[2], effort.CountedSignIns);
        report("The floor");
        FloorResult floor = FloorMeasurement.Run(effort);
        report("The sweep");
        IReadOnlyList<SweepResult> sweeps = await SweepMeasurement.RunAsync(storage[3], effort.Snapshots, effort.Rounds);
        report($"Searches of {effort.Searched:n0} snapshots");
        IReadOnlyList<SearchResult> searches = await SearchMeasurement.RunAsync(storage[6], effort.Searched, effort.Rounds);
        report("The schools");
        SchoolsResult schools = await SchoolsMeasurement.RunAsync(storage[4], effort.Rounds, effort.Lookups);
        report($"A sealed day, {effort.LogEntries:n0} entries");
        SealedDayResult day = await SealedDayMeasurement.RunAsync(storage[5], effort.LogEntries, effort.Rounds);
        return new Results(Machine(), signIns, transactions, memory, flood, floor, starts, workers, sweeps, searches, schools, day);
    }

    /// <summary>Measures only the starts, and prints their medians.</summary>
    public static async Task StartAsync(Effort effort, Action<string> report)
    {
        await using Azurite azurite = await Azurite.StartAsync();
        await JobServices.AddSchoolAsync(azurite.ConnectionString, Stage.School);
        await using Stage stage = await Stage.SetAsync(Pupils);
        IReadOnlyList<StartResult> starts = await StartMeasurement.RunAsync(stage, azurite.ConnectionString, effort, _ => { });
        foreach (StartResult start in starts)
            report(FormattableString.Invariant(
                $"{start.Party}: alone {start.Milliseconds.Median():0} ms, of a class the first {start.ClassFirst.Median():0} and the last {start.ClassLast.Median():0} ms"));
        foreach (WorkerResult worker in await WorkerMeasurement.RunAsync(effort, _ => { }))
            report(FormattableString.Invariant($"{worker.Worker}: worker {worker.Milliseconds.Median():0} ms, processor {worker.CpuMilliseconds.Median():0} ms"));
    }

    /// <summary>Keeps one program busy with sign-ins for a while: ours with the null store, or AddOpenIdConnect.</summary>
    public static async Task LoadAsync(bool ours, TimeSpan duration, Action<string> report)
    {
        const int Concurrency = 16;
        await using Azurite azurite = await Azurite.StartAsync();
        await JobServices.AddSchoolAsync(azurite.ConnectionString, Stage.School);
        await using Stage stage = await Stage.SetAsync(Pupils);
        await using RelyingParty subject = ours
            ? stage.LeerId(RelyingParty.Ours, azurite.ConnectionString, nullStore: true)
            : stage.AddOpenIdConnect();
        await Stage.SignedInAsync(subject);
        report($"{subject.Name}, process {subject.Process.Id}");
        report((await LoadRun.SignInAsync(subject, Concurrency, duration)).ToString());
    }

    private static Machine Machine()
    {
        string processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?? "unknown processor";
        return new Machine(
            processor.Split(':', 2)[^1].Trim(), Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
            DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
    }
}
