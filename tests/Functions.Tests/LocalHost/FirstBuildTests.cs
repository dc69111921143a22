using System.Diagnostics;
using LeerId.LocalServices;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>The first <c>dotnet run</c> of LocalHost, which restores and builds before any code of ours runs.</summary>
public sealed class FirstBuildTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_build_says_what_it_is_doing_although_dotnet_run_asks_MSBuild_to_be_quiet()
    {
        string output = await BuildAsync(Path.Combine(Path.GetTempPath(), $"leerid-no-such-folder-{Guid.NewGuid():N}"));

        Assert.StartsWith("First build: .NET restores the packages and builds LocalHost", output.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Later_build_does_not_call_itself_the_first_one()
    {
        string folder = Directory.CreateTempSubdirectory("leerid-test-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "project.assets.json"), "{}", Cancelled);

            Assert.Equal("", (await BuildAsync(folder)).Trim());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Only the target that speaks, with the verbosity of dotnet run and a folder in which a first build finds nothing.
    private static async Task<string> BuildAsync(string intermediateFolder)
    {
        using Process process = new();
        process.StartInfo = new ProcessStartInfo(
            "dotnet",
            [
                "msbuild", Path.Combine(RepositoryRoot.Find(), "dev", "LocalHost", "LocalHost.csproj"), "-nologo", "-verbosity:quiet", "-nodeReuse:false",
                "-target:SayFirstBuild", $"-property:BaseIntermediateOutputPath={intermediateFolder}/",
            ])
        {
            RedirectStandardOutput = true,
        };
        process.Start();
        string output = await process.StandardOutput.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
