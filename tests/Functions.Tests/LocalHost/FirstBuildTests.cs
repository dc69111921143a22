using System.Diagnostics;
using LeerId.Functions.Tests.LocalServices;
using LeerId.LocalServices;
using LeerId.Testing;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>The first <c>dotnet run</c> of LocalHost, which restores and builds before any code of ours runs.</summary>
public sealed class FirstBuildTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_build_says_what_it_is_doing_although_dotnet_run_asks_MSBuild_to_be_quiet()
    {
        string output = await BuildAsync(Path.Combine(Path.GetTempPath(), $"leerid-no-such-folder-{Guid.NewGuid():N}"));

        Assert.StartsWith("First build: .NET restores packages and builds LocalHost", output.Trim(), StringComparison.Ordinal);
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

    [Fact]
    public async Task Build_of_LocalHost_starts_npm_and_does_not_wait_for_it()
    {
        Assert.Equal("true", (await RunAsync("LocalHost", "-getProperty:InstallsNodePackages")).Trim());

        DirectoryInfo root = Directory.CreateTempSubdirectory("leerid-test-");
        try
        {
            await NpmProject.WriteAsync(root, """{ "name": "x", "version": "1.0.0" }""", NpmProject.Lock("1.0.0"), Cancelled);
            DirectoryInfo program = root.CreateSubdirectory("bin");
            foreach (string file in Directory.GetFiles(AppContext.BaseDirectory, "LeerId.LocalServices.*"))
                File.Copy(file, Path.Combine(program.FullName, Path.GetFileName(file)));
            string packages = Directory.CreateDirectory(Path.Combine(root.FullName, ".local", "npm")).FullName;

            // While the test has the lock, npm can't start. So the build ends only if it doesn't wait for npm.
            using (FolderLock.TryTake(packages))
                await RunAsync(
                    "LocalServices", "-target:InstallNodePackages", "-property:InstallsNodePackages=true",
                    $"-property:NodePackagesFolder={Path.Combine(root.FullName, "absent")}",
                    $"-property:TargetPath={Path.Combine(program.FullName, "LeerId.LocalServices.dll")}");

            await Eventually.TrueAsync(
                "npm has installed the packages",
                () => Directory.GetDirectories(packages).Any(folder => !folder.EndsWith(".tmp", StringComparison.Ordinal)), Cancelled);
            (await FolderLock.TakeAsync(packages, Cancelled)).Dispose();
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    // Only the target that speaks, with the verbosity of dotnet run and a folder in which a first build finds nothing.
    private static Task<string> BuildAsync(string intermediateFolder) =>
        RunAsync("LocalHost", "-target:SayFirstBuild", $"-property:BaseIntermediateOutputPath={intermediateFolder}/");

    private static async Task<string> RunAsync(string project, params string[] arguments)
    {
        using Process process = new();
        process.StartInfo = new ProcessStartInfo(
            "dotnet",
            [
                "msbuild", Path.Combine(RepositoryRoot.Find(), "dev", project, $"{project}.csproj"), "-nologo", "-verbosity:quiet", "-nodeReuse:false",
                .. arguments,
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
