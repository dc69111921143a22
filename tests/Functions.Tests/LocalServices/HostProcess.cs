using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace LeerId.Functions.Tests.LocalServices;

/// <summary>LocalHost in a separate process.</summary>
internal sealed partial class HostProcess : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly Process _process = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Id => _process.Id;

    public string Errors => _errors.ToString().ReplaceLineEndings("\n");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static HostProcess Start(
        string dataFolder, string urls = "http://127.0.0.1:0", string? path = null, IReadOnlyDictionary<string, string>? environment = null,
        params string[] settings)
    {
        HostProcess host = new();
        host._process.StartInfo = new ProcessStartInfo(
            Environment.ProcessPath is { } running && Path.GetFileNameWithoutExtension(running) == "dotnet" ? running : "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "LeerId.LocalHost.dll"),
                "--urls", urls, "--LocalHost:DataFolder", dataFolder, .. settings,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The files that a killed host leaves are in the test's own folder, and are deleted with it.
        host._process.StartInfo.Environment["TMPDIR"] = dataFolder;
        if (path is not null)
            host._process.StartInfo.Environment["PATH"] = path;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            host._process.StartInfo.Environment[name] = value;

        host._process.OutputDataReceived += (_, line) => host.OnOutput(line.Data);
        host._process.ErrorDataReceived += (_, line) => host.OnError(line.Data);
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    public async Task<Uri> ReadyAsync() => await _ready.Task.WaitAsync(Timeout, Cancelled);

    public async Task<Uri> MailboxAsync(HttpClient http)
    {
        string page = await http.GetStringAsync(await ReadyAsync(), Cancelled);
        return new Uri(Link().Match(page).Groups[1].Value);
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(Cancelled).WaitAsync(Timeout, Cancelled);
        return _process.ExitCode;
    }

    /// <summary>Kills the process, so that none of its code runs any more.</summary>
    public async Task StopAsync()
    {
        _process.Kill();
        await ExitCodeAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void OnOutput(string? line)
    {
        if (StartPage().Match(line ?? "") is { Success: true } match)
            _ready.TrySetResult(new Uri(match.Groups[1].Value));
    }

    private void OnError(string? line)
    {
        if (line is not null)
            _errors.AppendLine(line);
    }

    [GeneratedRegex("Start page: (http://[^ ]+)")]
    private static partial Regex StartPage();

    [GeneratedRegex("<a href=\"([^\"]+)\">Read the mails")]
    private static partial Regex Link();
}
