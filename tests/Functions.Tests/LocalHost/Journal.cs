using System.Threading.Channels;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>Records the actions of the test functions in order, and has a gate at which they wait.</summary>
public sealed class Journal
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Gate => _gate.Task;

    public bool IsEmpty => _lines.Reader.Count == 0;

    public void Write(string line) => _lines.Writer.TryWrite(line);

    public void Open() => _gate.TrySetResult();

    public async Task<string> NextAsync() => await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken)
        .AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
