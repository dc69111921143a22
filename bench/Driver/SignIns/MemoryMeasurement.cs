using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>The memory of a process after a number of sign-ins.</summary>
/// <param name="SignIns">The number of sign-ins since the warm-up.</param>
/// <param name="AliveMegabytes">Managed memory after a collection, in MiB.</param>
/// <param name="ResidentMegabytes">Resident memory of the process, in MiB.</param>
internal sealed record MemorySample(int SignIns, double AliveMegabytes, double ResidentMegabytes);

internal static class MemoryMeasurement
{
    private const int Concurrency = 64;
    private const double Megabyte = 1024 * 1024;

    /// <summary>Signs in until the number is reached, and takes samples at intervals.</summary>
    public static async Task<IReadOnlyList<MemorySample>> RunAsync(RelyingParty party, Effort effort, Action<string> report)
    {
        List<MemorySample> samples = [];
        for (int signIns = 0; ;)
        {
            double alive = (await party.AliveAsync() ?? 0) / Megabyte;
            samples.Add(new MemorySample(signIns, alive, ProcessFigures.Megabytes(party.Process.Id)));
            if (signIns >= effort.MemorySignIns)
                return samples;
            report($"Memory, {signIns:n0} of {effort.MemorySignIns:n0} sign-ins");
            signIns += (await LoadRun.SignInAsync(party, Concurrency, effort.MemoryRun)).Count;
        }
    }
}
