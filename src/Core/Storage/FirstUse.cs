namespace LeerId.Storage;

/// <summary>
/// Work that must succeed once before something is used. The first user starts it and others wait for it. After a failure the next user starts it again.
/// </summary>
internal sealed class FirstUse(Func<Task> work)
{
    private readonly Lock _lock = new();
    private Task? _run;

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        Task run;
        lock (_lock)
        {
            if (_run is null or { IsFaulted: true } or { IsCanceled: true })
                _run = work();
            run = _run;
        }

        if (!run.IsCompletedSuccessfully)
            await run.WaitAsync(cancellationToken);
    }
}
