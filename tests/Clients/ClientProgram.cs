using System.Collections.Concurrent;
using System.Diagnostics;
using LeerId.Testing;

namespace LeerId.Clients.Tests;

/// <summary>The process of a client.</summary>
internal sealed class ClientProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ClientProgram(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts a program, with what <paramref name="start"/> says in its environment, and waits until it answers.</summary>
    public static async Task<ClientProgram> StartAsync(
        ClientStart start, string file, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo info = new(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in ((string Name, string Value)[])
            [
                ("ISSUER", start.Issuer.AbsoluteUri), ("CLIENT_ID", start.Client.Name), ("CLIENT_SECRET", start.Secret),
                ("ADDRESS", start.Address.GetLeftPart(UriPartial.Authority)), ("SESSION_SECRET", Guid.NewGuid().ToString("N")), .. environment,
            ])
        {
            info.Environment[name] = value;
        }

        ClientProgram program = new(info);
        try
        {
            using HttpClient http = new();
            await Eventually.TrueAsync(
                $"{start.Client.Name} answers", () => program.AnswersAsync(http, new Uri(start.Address, start.Client.SignedOutPath)),
                TestContext.Current.CancellationToken);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task RunAsync(string file, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo info = new(file, arguments) { RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            info.Environment[name] = value;
        using Process process = Process.Start(info)!;
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{file} ended with code {process.ExitCode}: {error}");
    }

    /// <summary>Where a program is on this machine; null when it isn't installed.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Writes a line to its standard input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"It ended with code {_process.ExitCode}: {string.Join(" / ", _lines)}");
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // The last lines, for the case that it can't start. Nothing of a pupil was there before.
    private void Keep(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (_lines.Count > 5)
            _lines.TryDequeue(out _);
    }
}
