using System.Diagnostics;
using System.Text.Json;
using LeerId.LocalServices;

namespace LeerId.Functions.Tests.HandOff;

/// <summary>The example in TypeScript of docs/integrate.md: checked by the compiler, then run by Node.js.</summary>
public sealed class TypeScriptExample : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _reader;

    private TypeScriptExample(DirectoryInfo folder, Process reader)
    {
        _folder = folder;
        _reader = reader;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TypeScriptExample> StartAsync(string issuer, string audience)
    {
        string modules = Path.Combine(
            (await NodePackages.InstallAsync(Path.Combine(RepositoryRoot.Find(), "docs", "integrate"), cancellationToken: Cancel)).Folder, "node_modules");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("leerid-test-");
        string source = Path.Combine(folder.FullName, "hand-off-token.ts"), runner = Path.Combine(folder.FullName, "read-tokens.mjs");
        File.Copy(Path.Combine(RepositoryRoot.Find(), "docs", "integrate", "hand-off-token.ts"), source);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "HandOff", "read-tokens.mjs"), runner);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "package.json"), "{ \"type\": \"module\" }", Cancel);
        CopyFolder(new DirectoryInfo(Path.Combine(modules, "jose")), Path.Combine(folder.FullName, "node_modules", "jose"));

        using Process compiler = Start(
            folder, Path.Combine(modules, "typescript", "bin", "tsc"), "--strict", "--noUncheckedIndexedAccess", "--noUnusedLocals",
            "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom", "--types", "", source);
        string output = await compiler.StandardOutput.ReadToEndAsync(Cancel) + await compiler.StandardError.ReadToEndAsync(Cancel);
        await compiler.WaitForExitAsync(Cancel);
        Assert.True(compiler.ExitCode == 0, output);

        return new TypeScriptExample(folder, Start(folder, runner, issuer, audience));
    }

    /// <summary>What it says of a token: a member <c>pupil</c>, or a member <c>refusal</c>.</summary>
    public async Task<JsonElement> ReadAsync(string token)
    {
        await _reader.StandardInput.WriteLineAsync(token.AsMemory(), Cancel);
        await _reader.StandardInput.FlushAsync(Cancel);
        string? answer = await _reader.StandardOutput.ReadLineAsync(Cancel);
        return JsonElement.Parse(answer ?? throw new InvalidOperationException(await _reader.StandardError.ReadToEndAsync(Cancel)));
    }

    public async ValueTask DisposeAsync()
    {
        _reader.StandardInput.Close();
        await _reader.WaitForExitAsync();
        _reader.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Process Start(DirectoryInfo folder, params string[] arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        WorkingDirectory = folder.FullName,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static void CopyFolder(DirectoryInfo from, string to)
    {
        foreach (FileInfo file in from.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target);
        }
    }
}
