using System.Diagnostics;
using LeerId.Bench.Driver;
using LeerId.Bench.Driver.Report;

namespace LeerId.Bench.Tests;

public sealed class RunTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Quick_run_measures_everything_and_leaves_nothing_running()
    {
        string folder = Directory.CreateTempSubdirectory("bench-quick").FullName;
        try
        {
            ProcessStartInfo start = new(Path.Combine(Places.Root, "bench", "run.sh"), ["quick", folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            // A test run's own settings for the build must not reach another build.
            start.Environment.Remove("MSBUILD_EXE_PATH");
            using Process run = Process.Start(start)!;
            Task<string> said = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> fault = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            // Ends when nobody holds the pipe any more: not the run, and nothing that it started.
            output.WriteLine(await said);
            Assert.Equal("", await fault);
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(0, run.ExitCode);
            Assert.True(Goals.Of(Results.Load(folder))[0].IsReached);
            Assert.Equal(5, Directory.GetFiles(Path.Combine(folder, "images", "performance"), "*.svg").Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
