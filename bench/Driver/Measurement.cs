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
    private const int Accounts = 4;

    /// <summary>Saves each result in the folder as soon as it is measured, so that a later failure loses none.</summary>
    public static async Task RunAsync(string folder, Effort effort, Action<string> report)
    {
        Results.Save(folder, Machine());
        await RunJobsAsync(folder, effort, report);
        await RunSignInsAsync(folder, effort, report);
        await RunSchoolsAsync(folder, effort, report);
    }

    private static async Task RunSignInsAsync(string folder, Effort effort, Action<string> report)
    {
        Results.Save(folder, await WorkerMeasurement.RunAsync(effort, report));

        await using Azurite azurite = await Azurite.StartAsync(new AzuriteOptions(ExtraAccounts: Accounts));
        string[] storage = [.. Enumerable.Range(1, Accounts).Select(azurite.ExtraConnectionString)];
        foreach (string account in storage)
            await JobServices.AddSchoolAsync(account, Stage.School);
        report("Storage transactions");
        Results.Save(folder, await SignInComparison.CountTransactionsAsync(storage[2], effort.CountedSignIns));

        await using Stage stage = await Stage.SetAsync(Pupils);
        Results.Save(folder, await StartMeasurement.RunAsync(stage, storage[0], effort, report));
        report("The shares of the processor time");
        Results.Save(folder, await ShareMeasurement.RunAsync(stage, storage[0], effort));
        await using RelyingParty ours = stage.LeerId(RelyingParty.Ours, storage[0], nullStore: true);
        await using RelyingParty withKey = stage.LeerId(RelyingParty.OursWithKey, storage[0], nullStore: true, "PrivateKeyJwt");
        await using RelyingParty onStorage = stage.LeerId(RelyingParty.OursOnStorage, storage[1], nullStore: false);
        await using RelyingParty addOpenIdConnect = stage.AddOpenIdConnect();
        await using RelyingParty? modAuth = stage.ModAuthOpenIdc();
        RelyingParty[] parties = [ours, withKey, onStorage, addOpenIdConnect, .. modAuth is null ? Array.Empty<RelyingParty>() : [modAuth]];
        Results.Save(folder, await SignInComparison.RunAsync(stage, parties, effort, report));
        Results.Save(folder, await MemoryMeasurement.RunAsync(ours, effort, report));
        Results.Save(folder, await MemoryMeasurement.FloodAsync(ours, effort, report));
    }

    // The jobs have an emulator of their own. After a hundred thousand sign-ins an emulator answers slowly.
    private static async Task RunJobsAsync(string folder, Effort effort, Action<string> report)
    {
        await using Azurite azurite = await Azurite.StartAsync(new AzuriteOptions(ExtraAccounts: Accounts));
        string[] storage = [.. Enumerable.Range(1, Accounts).Select(azurite.ExtraConnectionString)];
        report("The floor");
        Results.Save(folder, FloorMeasurement.Run(effort));
        report("The sweep");
        Results.Save(folder, await SweepMeasurement.RunAsync(storage[0], effort.Snapshots, effort.Rounds));
        report($"Searches of {effort.Searched:n0} snapshots");
        Results.Save(folder, await SearchMeasurement.RunAsync(storage[1], effort.Searched, effort.Rounds));
        report($"A sealed day, {effort.LogEntries:n0} entries");
        Results.Save(folder, await SealedDayMeasurement.RunAsync(storage[2], effort.LogEntries, effort.Rounds));
        report("A report about a year");
        Results.Save(folder, await YearReportMeasurement.RunAsync(storage[3], effort.YearEntriesPerDay));
    }

    private static async Task RunSchoolsAsync(string folder, Effort effort, Action<string> report)
    {
        await using Azurite azurite = await Azurite.StartAsync(new AzuriteOptions(ExtraAccounts: effort.Rounds));
        report("The schools");
        Results.Save(
            folder, await SchoolsMeasurement.RunAsync([.. Enumerable.Range(1, effort.Rounds).Select(azurite.ExtraConnectionString)], effort.Lookups));
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
                $"{start.Party}: alone {start.Milliseconds.Median():0} ms, a class {start.ClassFirst.Median():0} to {start.ClassLast.Median():0} ms"));
        foreach (WorkerResult worker in await WorkerMeasurement.RunAsync(effort, _ => { }))
            report(FormattableString.Invariant(
                $"{worker.Worker}: worker {worker.Milliseconds.Median():0} ms, processor {worker.CpuMilliseconds.Median():0} ms"));
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

    /// <summary>Measures only the memory of ours before and after a flood.</summary>
    public static async Task FloodAsync(Effort effort, Action<string> report)
    {
        await using Azurite azurite = await Azurite.StartAsync();
        await JobServices.AddSchoolAsync(azurite.ConnectionString, Stage.School);
        await using Stage stage = await Stage.SetAsync(Pupils);
        await using RelyingParty ours = stage.LeerId(RelyingParty.Ours, azurite.ConnectionString, nullStore: true);
        await Stage.SignedInAsync(ours);
        report($"{ours.Name}, process {ours.Process.Id}");
        await LoadRun.SignInAsync(ours, MemoryMeasurement.Concurrency, 4 * effort.MemoryRun);
        report((await MemoryMeasurement.FloodAsync(ours, effort, report)).ToString());
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
