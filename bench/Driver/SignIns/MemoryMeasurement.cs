using LeerId.Bench.Driver.Subjects;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>The memory of a process after a number of sign-ins.</summary>
/// <param name="SignIns">The number of sign-ins since the warm-up.</param>
/// <param name="AliveMegabytes">Managed memory after a collection, in MiB.</param>
/// <param name="ResidentMegabytes">Resident memory of the process, in MiB.</param>
internal sealed record MemorySample(int SignIns, double AliveMegabytes, double ResidentMegabytes);

/// <summary>The memory of a process before a flood of requests, and a minute after it.</summary>
/// <param name="Requests">The number of requests of the flood.</param>
/// <param name="Before">The memory before it.</param>
/// <param name="After">The memory after it.</param>
internal sealed record FloodResult(int Requests, MemorySample Before, MemorySample After);

internal static class MemoryMeasurement
{
    /// <summary>The number of connections of the flood.</summary>
    public const int FloodConcurrency = 512;

    /// <summary>The number of pupils who sign in at once.</summary>
    public const int Concurrency = 64;

    private const int BodyBytes = 1024 * 1024;
    private const double Megabyte = 1024 * 1024;

    /// <summary>Signs in until the number is reached, and takes samples at intervals.</summary>
    public static async Task<IReadOnlyList<MemorySample>> RunAsync(RelyingParty party, Effort effort, Action<string> report)
    {
        List<MemorySample> samples = [];
        for (int signIns = 0; ;)
        {
            samples.Add(await SampleAsync(party, signIns));
            if (signIns >= effort.MemorySignIns)
                return samples;
            report($"Memory, {signIns:n0} of {effort.MemorySignIns:n0} sign-ins");
            signIns += (await LoadRun.SignInAsync(party, Concurrency, effort.MemoryRun)).Count;
        }
    }

    /// <summary>
    /// Sends many requests at once, half of which begin a sign-in that is never completed and half of which have a large body that is refused. Then
    /// waits, while some pupils sign in.
    /// </summary>
    public static async Task<FloodResult> FloodAsync(RelyingParty party, Effort effort, Action<string> report)
    {
        MemorySample before = await SampleAsync(party, signIns: 0);
        report("Memory, a flood");
        using CancellationTokenSource time = new(effort.FloodRun, TimeProvider.System);
        using HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        Uri token = new(party.Start, "/token");
        byte[] body = new byte[BodyBytes];
        int requests = 0;
        await Task.WhenAll(Enumerable.Range(0, FloodConcurrency).Select(async flooder =>
        {
            while (!time.IsCancellationRequested)
            {
                try
                {
                    using HttpRequestMessage request = flooder % 2 == 0
                        ? new HttpRequestMessage(HttpMethod.Get, party.Start)
                        : new HttpRequestMessage(HttpMethod.Post, token) { Content = new ByteArrayContent(body) };
                    using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
                    Interlocked.Increment(ref requests);
                }
                catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
                {
                    // The program closes the connection of a body that is too large.
                }
            }
        }));
        report("Memory, the minute after the flood");
        using (PeriodicTimer pupil = new(TimeSpan.FromSeconds(1), TimeProvider.System))
        using (SignInBrowser browser = new())
        {
            for (TimeSpan waited = TimeSpan.Zero; waited < effort.FloodRest; waited += pupil.Period)
            {
                await pupil.WaitForNextTickAsync();
                await browser.SignInAsync(party);
            }
        }

        return new FloodResult(requests, before, await SampleAsync(party, signIns: 0));
    }

    private static async Task<MemorySample> SampleAsync(RelyingParty party, int signIns)
    {
        double alive = (await party.AliveAsync() ?? 0) / Megabyte;
        return new MemorySample(signIns, alive, ProcessFigures.Megabytes(party.Process.Id));
    }
}
