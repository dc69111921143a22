using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using LeerId.Bench.Driver.Jobs;
using LeerId.Bench.Driver.Subjects;
using LeerId.LocalServices;
using LeerId.Testing;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>More sign-ins than storage can take, to look at. The figures are printed, and are in no document.</summary>
internal static class OverloadMeasurement
{
    private const int Pupils = 10_000;
    private const int WritesPerSignIn = 2;

    // Until the overload shows.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>Sign-ins up to the code, at a fixed rate, of which each writes two rows to storage that takes so many requests per second.</summary>
    public static async Task RunAsync(double requestsPerSecond, double arrivalsPerSecond, TimeSpan time, Action<string> report)
    {
        await using Azurite azurite = await Azurite.StartAsync();
        await JobServices.AddSchoolAsync(azurite.ConnectionString, Stage.School);
        await using StorageProxy storage = await StorageProxy.StartAsync(azurite.ConnectionString);
        await using Stage stage = await Stage.SetAsync(Pupils);
        await using RelyingParty ours = stage.LeerId(RelyingParty.OursOnStorage, storage.ConnectionString, nullStore: false, isProbed: false);
        await Stage.SignedInAsync(ours);
        await LoadRun.SignInAsync(ours, concurrency: 8, TimeSpan.FromSeconds(3));

        storage.Turns.PerSecond = requestsPerSecond;
        ConcurrentQueue<(bool IsGranted, TimeSpan Ended, double Milliseconds)> ends = new();
        await ArriveAsync(ours, arrivalsPerSecond, time, ends);

        double[] granted = [.. ends.Where(end => end.IsGranted && end.Ended > Settled && end.Ended <= time).Select(end => end.Milliseconds).Order()];
        double[] others = [.. ends.Where(end => !end.IsGranted).Select(end => end.Milliseconds).Order()];
        double perSecond = granted.Length / (time - Settled).TotalSeconds;
        report(string.Create(
            CultureInfo.InvariantCulture,
            $"{perSecond:0.0} granted per second, {perSecond * WritesPerSignIn / requestsPerSecond:0 %} of what storage can take, p99 {P99(granted):0} ms"));
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
