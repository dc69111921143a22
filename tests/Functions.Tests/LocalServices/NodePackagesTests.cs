using System.Collections.Concurrent;
using LeerId.LocalServices;
using LeerId.Testing;

namespace LeerId.Functions.Tests.LocalServices;

public sealed class NodePackagesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("leerid-test-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Concurrent_calls_install_once()
    {
        await WriteAsync("""{ "name": "x", "version": "1.0.0" }""", NpmProject.Lock("1.0.0"));

        NodePackages[] all = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => NodePackages.InstallAsync(_root.FullName, cancellationToken: Cancelled))));
        NodePackages later = await NodePackages.InstallAsync(_root.FullName, cancellationToken: Cancelled);

        Assert.Single(all, packages => packages.InstalledNow);
        Assert.False(later.InstalledNow);
        Assert.All(all, packages => Assert.Equal(later.Folder, packages.Folder));
        Assert.Equal(_root.FullName, Path.GetFullPath(Path.Combine(later.Folder, "..", "..", "..")));
    }

    [Fact]
    public async Task Changed_lock_file_gets_a_new_folder_and_an_incomplete_one_is_cleared()
    {
        await WriteAsync("""{ "name": "x", "version": "1.0.0" }""", NpmProject.Lock("1.0.0"));
        NodePackages first = await NodePackages.InstallAsync(_root.FullName, cancellationToken: Cancelled);
        DirectoryInfo halfDone = Directory.CreateDirectory(first.Folder + ".tmp");
        await WriteAsync("""{ "name": "x", "version": "1.0.1" }""", NpmProject.Lock("1.0.1"));

        NodePackages second = await NodePackages.InstallAsync(_root.FullName, cancellationToken: Cancelled);

        Assert.True(second.InstalledNow);
        Assert.NotEqual(first.Folder, second.Folder);
        Assert.True(Directory.Exists(first.Folder));
        Assert.False(Directory.Exists(halfDone.FullName));
    }

    [Fact]
    public async Task Installation_reports_progress_and_a_later_start_does_not()
    {
        await WriteAsync("""{ "name": "x", "version": "1.0.0" }""", NpmProject.Lock("1.0.0"));
        List<string> said = [];

        await NodePackages.InstallAsync(_root.FullName, said.Add, Cancelled);
        await NodePackages.InstallAsync(_root.FullName, said.Add, Cancelled);

        Assert.Equal(2, said.Count);
        Assert.Equal("Installing Azurite and the mail server from npm. The first time this takes a minute or so ...", said[0]);
        Assert.Matches("^Installed in [0-9]+ seconds[.]$", said[1]);
    }

    [Fact]
    public async Task Call_waits_for_the_installation_of_another_process_and_says_so()
    {
        await WriteAsync("""{ "name": "x", "version": "1.0.0" }""", NpmProject.Lock("1.0.0"));
        string parent = Directory.CreateDirectory(Path.Combine(_root.FullName, ".local", "npm")).FullName;
        FileStream taken = FolderLock.TryTake(parent)!;
        ConcurrentQueue<string> said = [];

        Task<NodePackages> installing = NodePackages.InstallAsync(_root.FullName, said.Enqueue, Cancelled);
        await Eventually.TrueAsync("the call waits", () => !said.IsEmpty, Cancelled);
        Assert.False(installing.IsCompleted);
        await taken.DisposeAsync();
        await installing;

        Assert.Equal("Waiting for npm, which is installing Azurite and the mail server ...", said.First());
    }

    [Fact]
    public async Task Failed_installation_quotes_npm_and_removes_its_folder()
    {
        await WriteAsync("""{ "name": "x", "version": "1.0.0", "dependencies": { "left-out": "1.0.0" } }""", NpmProject.Lock("1.0.0"));

        LocalServiceException exception = await Assert.ThrowsAsync<LocalServiceException>(
            () => NodePackages.InstallAsync(_root.FullName, cancellationToken: Cancelled));

        Assert.StartsWith("npm ci failed (exit code 1): ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.DoesNotContain(
            Directory.GetDirectories(Path.Combine(_root.FullName, ".local", "npm")),
            folder => !folder.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private Task WriteAsync(string package, string packageLock) => NpmProject.WriteAsync(_root, package, packageLock, Cancelled);
}
