using System.Diagnostics;
using System.Security.Cryptography;

namespace LeerId.LocalServices;

/// <summary>The locked npm packages, installed once per version of the lock file.</summary>
public sealed class NodePackages
{
    private const int OldestNode = 20;
    private static readonly string[] Files = ["package.json", "package-lock.json", ".npmrc"];

    private NodePackages(string folder, bool installedNow)
    {
        Folder = folder;
        InstalledNow = installedNow;
    }

    /// <summary>The folder with node_modules.</summary>
    public string Folder { get; }

    /// <summary>Whether this call installed the packages. False if an earlier call did so, in this process or another.</summary>
    public bool InstalledNow { get; }

    /// <summary>Installs the packages if necessary.</summary>
    /// <param name="repositoryRoot">The root of the repository; null to find it from the folder of the program.</param>
    /// <param name="progress">Receives progress messages during a slow installation.</param>
    /// <param name="cancellationToken">Also ends npm.</param>
    public static async Task<NodePackages> InstallAsync(
        string? repositoryRoot = null, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        string root = repositoryRoot ?? RepositoryRoot.Find();
        await RequireNodeAsync(cancellationToken);

        string parent = Path.Combine(root, ".local", "npm");
        string folder = Path.Combine(parent, await HashAsync(root, cancellationToken));
        if (Directory.Exists(folder))
            return new NodePackages(folder, installedNow: false);

        Directory.CreateDirectory(parent);
        await using FileStream _ = FolderLock.TryTake(parent) ?? await WaitAsync(parent, progress, cancellationToken);
        if (Directory.Exists(folder))
            return new NodePackages(folder, installedNow: false);

        // Only the process with the lock installs, so an incomplete installation is from a process that was killed.
        foreach (string left in Directory.GetDirectories(parent, "*.tmp"))
            Directory.Delete(left, recursive: true);

        progress?.Invoke("Installing Azurite and the mail server from npm. The first time this takes a minute or so ...");
        long start = Stopwatch.GetTimestamp();
        await InstallIntoAsync(root, folder, cancellationToken);
        progress?.Invoke($"Installed in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} seconds.");
        return new NodePackages(folder, installedNow: true);
    }

    internal string Module(string path) => Path.Combine(Folder, "node_modules", path);

    private static async Task<FileStream> WaitAsync(string parent, Action<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Invoke("Waiting for npm, which is installing Azurite and the mail server ...");
        return await FolderLock.TakeAsync(parent, cancellationToken);
    }

    private static async Task InstallIntoAsync(string root, string folder, CancellationToken cancellationToken)
    {
        string unfinished = folder + ".tmp";
        Directory.CreateDirectory(unfinished);
        foreach (string file in Files.Where(file => File.Exists(Path.Combine(root, file))))
            File.Copy(Path.Combine(root, file), Path.Combine(unfinished, file));

        (int exitCode, string _, string error) = await RunAsync(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            unfinished,
            "npm is needed, it comes with Node.js, and `npm` was not found on the PATH.",
            cancellationToken);
        if (exitCode != 0)
            throw new LocalServiceException($"npm ci failed (exit code {exitCode}): {LastLines(error)}");

        Directory.Move(unfinished, folder);
    }

    private static async Task RequireNodeAsync(CancellationToken cancellationToken)
    {
        (int exitCode, string output, string _) = await RunAsync(
            "node",
            ["--version"],
            workingFolder: null,
            $"Node.js {OldestNode} or newer is needed and `node` was not found on the PATH.",
            cancellationToken);
        string version = output.Trim();
        if (exitCode != 0 || !Version.TryParse(version.TrimStart('v'), out Version? parsed) || parsed.Major < OldestNode)
            throw new LocalServiceException($"Node.js {OldestNode} or newer is needed and `node` is {version}.");
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string program,
        string[] arguments,
        string? workingFolder,
        string notFound,
        CancellationToken cancellationToken)
    {
        using Process process = new()
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = workingFolder ?? "",
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        Programs.Start(process, notFound);
        process.StandardInput.Close();

        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<string> HashAsync(string root, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Files[..2])
            hash.AppendData(await File.ReadAllBytesAsync(Path.Combine(root, file), cancellationToken));

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static string LastLines(string text) => string.Join(
        " / ",
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(3));
}
