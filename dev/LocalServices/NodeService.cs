using System.Diagnostics;

namespace LeerId.LocalServices;

/// <summary>
/// A Node.js program that ends with this process. This process holds the program's standard input open. When it closes, because this process
/// stops the program or ends itself, end-with-parent.cjs ends the program.
/// </summary>
internal sealed class NodeService : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly string _name;
    private readonly Process _process;
    private readonly Action<string>? _onLine;
    private readonly Queue<string> _lastLines = new();
    private bool _stopped;

    private NodeService(string name, Process process, Action<string>? onLine)
    {
        _name = name;
        _process = process;
        _onLine = onLine;
    }

    public int ProcessId => _process.Id;

    public Task Ended { get; private set; } = Task.CompletedTask;

    public static NodeService Start(
        string name,
        string script,
        IEnumerable<string> arguments,
        Action<string>? onLine = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new("node", ["-r", Path.Combine(AppContext.BaseDirectory, "end-with-parent.cjs"), script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string variable, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[variable] = value;

        NodeService service = new(name, new Process { StartInfo = start }, onLine);
        service._process.OutputDataReceived += (_, line) => service.OnLine(line.Data);
        service._process.ErrorDataReceived += (_, line) => service.OnLine(line.Data);
        try
        {
            Programs.Start(service._process, $"{name} can't start: `node` was not found on the PATH.");
        }
        catch
        {
            service._process.Dispose();
            throw;
        }

        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        service.Ended = service._process.WaitForExitAsync();
        return service;
    }

    /// <summary>Waits for <paramref name="ready"/>. Throws if the service ends first or isn't ready in time.</summary>
    public async Task WaitUntilAsync(Task ready, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Task first;
        try
        {
            first = await Task.WhenAny(ready, Ended).WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new LocalServiceException($"{_name} wasn't ready within {timeout.TotalSeconds:0} seconds.", exception);
        }

        if (first != ready)
            throw new LocalServiceException($"{_name} ended while starting: {LastLines()}");

        await ready;
    }

    public async Task StopAsync()
    {
        if (_stopped)
            return;

        _stopped = true;
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The service has ended by itself.
        }

        if (await Task.WhenAny(Ended, Task.Delay(StopTimeout, TimeProvider.System)) != Ended)
            _process.Kill(entireProcessTree: true);
        await Ended;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line is null)
            return;

        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 5)
                _lastLines.Dequeue();
        }

        _onLine?.Invoke(line);
    }

    private string LastLines()
    {
        lock (_lastLines)
            return _lastLines.Count == 0 ? "it wrote nothing." : string.Join(" / ", _lastLines);
    }
}
