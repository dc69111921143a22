namespace LeerId.Caching;

/// <summary>A loaded value, with the ages (since the load) that limit its use.</summary>
/// <param name="Value">The loaded value.</param>
/// <param name="RefreshAfter">From this age on, a read starts a refresh in the background.</param>
/// <param name="FreshFor">From this age on, a read waits for the refresh, and uses the old value if the refresh fails.</param>
/// <param name="UsableFor">From this age on, the value is never used.</param>
internal sealed record Loaded<T>(T Value, TimeSpan RefreshAfter, TimeSpan FreshFor, TimeSpan UsableFor);

/// <summary>
/// Caches a value from another source. All callers share one load at a time. The value is refreshed before it expires, and remains in use for a while when
/// the source does not answer. For two seconds after a failed load, callers that would have to wait get the same failure.
/// </summary>
internal sealed class RefreshingValue<T>(Func<CancellationToken, Task<Loaded<T>>> load, TimeProvider clock)
    where T : class
{
    private static readonly TimeSpan SourceTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LoadLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    // After a failure, all callers together ask the source at most once in this time.
    private static readonly TimeSpan PauseAfterAttempt = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Held? _held;
    private Task<T>? _inFlight;
    private Task<T>? _last;
    private long? _lastRefreshed;
    private long? _lastFailure;

    /// <summary>The value. It is loaded if necessary.</summary>
    /// <exception cref="Exception">The exception of the load, when there is no usable value.</exception>
    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        Held? held = Volatile.Read(ref _held);
        if (held is null || held.Age(clock) >= held.Loaded.UsableFor)
            return await Load().WaitAsync(cancellationToken);

        TimeSpan age = held.Age(clock);
        if (age < held.Loaded.RefreshAfter || HasJustFailed())
            return held.Loaded.Value;

        Task<T> refresh = Load();
        if (age < held.Loaded.FreshFor)
            return held.Loaded.Value;

        try
        {
            return await refresh.WaitAsync(SourceTimeout, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return held.Loaded.Value;
        }
    }

    /// <summary>
    /// Loads the value again, unless a call with a limit loaded it less than <paramref name="atMostEvery"/> ago; then returns the value in memory. A failed
    /// load doesn't count: the source is asked again two seconds later.
    /// </summary>
    /// <param name="atMostEvery">The minimum time between two loads; zero for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Exception">The exception of the load.</exception>
    public async ValueTask<T> RefreshAsync(TimeSpan atMostEvery, CancellationToken cancellationToken)
    {
        Task<T>? refresh;
        lock (_lock)
        {
            bool early = _lastRefreshed is { } last && clock.GetElapsedTime(last) < atMostEvery;
            refresh = _inFlight ?? JustFailed();
            if (!early && refresh is null)
                refresh = Start(countsForLimit: atMostEvery > TimeSpan.Zero);
        }

        return await (refresh is null ? GetAsync(cancellationToken) : new ValueTask<T>(refresh.WaitAsync(cancellationToken)));
    }

    private bool HasJustFailed()
    {
        lock (_lock)
            return HasFailedWithin(PauseAfterFailure);
    }

    private bool HasFailedWithin(TimeSpan time) => _lastFailure is { } last && clock.GetElapsedTime(last) < time;

    private Task<T> Load()
    {
        lock (_lock)
            return _inFlight ?? JustFailed() ?? Start(countsForLimit: false);
    }

    private Task<T>? JustFailed() => HasFailedWithin(PauseAfterAttempt) ? _last : null;

    private Task<T> Start(bool countsForLimit)
    {
        Task<T> task = Task.Run(() => RunAsync(countsForLimit));
        _inFlight = _last = task;
        // Nobody awaits a background refresh, so its exception is observed here. The loader itself has logged it.
        _ = task.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return task;
    }

    private async Task<T> RunAsync(bool countsForLimit)
    {
        bool succeeded = false;
        try
        {
            // The load does not use a caller's token, because the first caller may leave while others still wait.
            using CancellationTokenSource limit = new(LoadLimit);
            Loaded<T> loaded = await load(limit.Token);
            Volatile.Write(ref _held, new Held(loaded, clock.GetTimestamp()));
            succeeded = true;
            return loaded.Value;
        }
        finally
        {
            lock (_lock)
            {
                _inFlight = null;
                _lastFailure = succeeded ? null : clock.GetTimestamp();
                if (succeeded && countsForLimit)
                    _lastRefreshed = clock.GetTimestamp();
            }
        }
    }

    private sealed record Held(Loaded<T> Loaded, long Since)
    {
        public TimeSpan Age(TimeProvider clock) => clock.GetElapsedTime(Since);
    }
}
