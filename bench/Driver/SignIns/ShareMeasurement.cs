using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>A part's share of the processor time of sign-ins, from 0 to 1.</summary>
internal sealed record PartShare(string Part, double Share);

/// <summary>Samples the stacks of our process while pupils sign in, with Linux's perf.</summary>
internal static class ShareMeasurement
{
    private const string Perf = "perf";
    private const int SamplesPerSecond = 499;

    // With these, perf finds the names of compiled methods. They cost some time themselves, so nothing else is measured in this process.
    private static readonly Dictionary<string, string> NamesMethods = new()
    {
        ["DOTNET_PerfMapEnabled"] = "1",
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };

    /// <summary>Returns the shares, the largest first; empty if perf is not installed or not permitted.</summary>
    public static async Task<IReadOnlyList<PartShare>> RunAsync(Stage stage, string storage, Effort effort)
    {
        await using RelyingParty ours = stage.LeerId(RelyingParty.Ours, storage, nullStore: true, isProbed: false, environment: NamesMethods);
        await Stage.SignedInAsync(ours);
        await LoadRun.SignInAsync(ours, SignInComparison.StepsConcurrency, effort.ShareWarmUp);
        string file = Path.Combine(stage.Folder, "perf.data");
        Task<LoadResult> load = LoadRun.SignInAsync(ours, SignInComparison.StepsConcurrency, effort.ShareRun);
        string seconds = Math.Max(1, effort.ShareRun.TotalSeconds - 1).ToString("0", CultureInfo.InvariantCulture);
        bool isRecorded = await RunAsync(
            ["record", "-F", $"{SamplesPerSecond}", "-g", "-p", $"{ours.Process.Id}", "-o", file, "--", "sleep", seconds], _ => { });
        await load;
        StackShares shares = new();
        bool isRead = isRecorded && await RunAsync(["script", "-i", file, "-F", "ip,sym,dso"], shares.Read);
        // The runtime writes the names of methods here, where perf expects them, and leaves them there.
        foreach (string names in Directory.GetFiles(Path.GetTempPath(), $"perf*-{ours.Process.Id}.map"))
            File.Delete(names);
        return isRead ? shares.Parts() : [];
    }

    private static async Task<bool> RunAsync(IEnumerable<string> arguments, Action<TextReader> read)
    {
        try
        {
            using Process perf = Process.Start(new ProcessStartInfo(Perf, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = perf.StandardError.ReadToEndAsync();
            read(perf.StandardOutput);
            await perf.WaitForExitAsync();
            await errors;
            return perf.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
