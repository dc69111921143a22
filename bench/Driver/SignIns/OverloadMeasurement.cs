using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using LeerId.Bench.Driver.Jobs;
using LeerId.Bench.Driver.Subjects;
using LeerId.LocalServices;
using LeerId.Testing;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>Runs more sign-ins than storage can handle. The figures are printed and are in no document.</summary>
internal static class OverloadMeasurement
{
    private const int Pupils = 10_000;

    // The printed course of the run has one line per slice.
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(5);

    // Waits until the overload takes effect.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Runs sign-ins up to the code at a fixed rate. Storage accepts a limited number of requests per second.
    /// The first sign-in of a pupil makes three, and a later one two.
    /// </summary>
    public static async Task RunAsync(double requestsPerSecond, double arrivalsPerSecond, TimeSpan time, Action<string> report)
    {
        await using Azurite azurite = await Azurite.StartAsync();
        await JobServices.AddSchoolAsync(azurite.ConnectionString, Stage.School);
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.ConnectionString);
        await using Stage stage = await Stage.SetAsync(Pupils);
        await using RelyingParty ours = stage.LeerId(RelyingParty.OursOnStorage, storage.ConnectionString, nullStore: false, isProbed: false);
        await Stage.SignedInAsync(ours);
        await LoadRun.SignInAsync(ours, concurrency: 8, TimeSpan.FromSeconds(3));

        storage.RateLimit.PerSecond = requestsPerSecond;
        ConcurrentQueue<(bool IsGranted, TimeSpan Ended, double Milliseconds)> ends = new();
        storage.Requests.Clear();
        long began = Stopwatch.GetTimestamp();
        await ArriveAsync(ours, arrivalsPerSecond, time, ends);
        double share = storage.Requests.Count / (Stopwatch.GetElapsedTime(began).TotalSeconds * requestsPerSecond);

        double[] granted = [.. ends.Where(end => end.IsGranted && end.Ended > Settled && end.Ended <= time).Select(end => end.Milliseconds).Order()];
        double[] others = [.. ends.Where(end => !end.IsGranted).Select(end => end.Milliseconds).Order()];
        double perSecond = granted.Length / (time - Settled).TotalSeconds;
        report(string.Create(
            CultureInfo.InvariantCulture,
            $"{perSecond:0.0} granted per second, {share:0 %} of what storage can take, p99 {P99(granted):0} ms"));
        for (TimeSpan from = TimeSpan.Zero; from < time; from += Slice)
        {
            int count = ends.Count(end => end.IsGranted && end.Ended > from && end.Ended <= from + Slice);
            report(string.Create(CultureInfo.InvariantCulture, $"  from {from.TotalSeconds:0} s: {count / Slice.TotalSeconds:0.0} granted per second"));
        }

        report(string.Create(CultureInfo.InvariantCulture, $"{others.Length} not granted, p50 {P50(others):0} ms, p99 {P99(others):0} ms"));
    }

    private static async Task ArriveAsync(
        RelyingParty ours, double perSecond, TimeSpan time, ConcurrentQueue<(bool IsGranted, TimeSpan Ended, double Milliseconds)> ends)
    {
        using SignInBrowser browser = new();
        long began = Stopwatch.GetTimestamp();
        List<Task> arrived = [];
        for (int pupil = 0; pupil < perSecond * time.TotalSeconds; pupil++)
        {
            TimeSpan wait = TimeSpan.FromSeconds(pupil / perSecond) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System);
            arrived.Add(SignInAsync());
        }

        await Task.WhenAll(arrived);

        async Task SignInAsync()
        {
            long start = Stopwatch.GetTimestamp();
            bool isGranted = true;
            try
            {
                await browser.SignInAsync(ours, SignInStep.Code);
            }
            catch (HttpRequestException)
            {
                isGranted = false;
            }

            ends.Enqueue((isGranted, Stopwatch.GetElapsedTime(began), Stopwatch.GetElapsedTime(start).TotalMilliseconds));
        }
    }

    private static double P50(double[] ordered) => ordered.Length == 0 ? 0 : ordered[ordered.Length / 2];

    private static double P99(double[] ordered) => ordered.Length == 0 ? 0 : ordered[(int)(ordered.Length * 0.99)];
}
