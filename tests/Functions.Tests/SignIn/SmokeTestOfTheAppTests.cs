using System.Diagnostics;
using LeerId.LocalServices;
using LeerId.Testing;

namespace LeerId.Functions.Tests.SignIn;

/// <summary>The smoke test of a deployment passes on the app itself.</summary>
public sealed class SmokeTestOfTheAppTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_check_of_the_smoke_test_passes()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The script is for bash.");
        await using SimulatedSignIn app = await SimulatedSignIn.StartAsync(azurite);
        ProcessStartInfo info = new(
            Path.Combine(RepositoryRoot.Find(), "scripts", "smoke-test.sh"),
            [app.Rig.Host.Address.AbsoluteUri, app.Rig.SignInAddress.PathAndQuery, DeclaredVersion.Text])
        {
            RedirectStandardOutput = true,
        };
        info.Environment["SMOKE_TEST_TRIES"] = "1";
        info.Environment["SMOKE_TEST_PAUSE"] = "0";

        using Process process = Process.Start(info)!;
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);

        Assert.All(output.Trim().Split('\n'), line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
        Assert.Equal(0, process.ExitCode);
    }
}
