namespace LeerId.Caching;

/// <summary>A loaded value and how long it may be used, counted from the load.</summary>
/// <param name="Value">What was loaded.</param>
/// <param name="RefreshAfter">From this age on a read starts a refresh in the background.</param>
/// <param name="FreshFor">From this age on a read waits for the refresh, and takes the old value if that fails.</param>
/// <param name="UsableFor">From this age on the value is not used any more, whatever happens.</param>
internal sealed record Loaded<T>(T Value, TimeSpan RefreshAfter, TimeSpan FreshFor, TimeSpan UsableFor);

/// <summary>
/// A value in memory that comes from elsewhere: one load at a time however many ask, refreshed ahead of its end, and
/// kept in use for a while when the source does not answer. After a failed load, callers that would have to
/// wait get the same failure for two seconds.
/// </summary>
internal sealed class RefreshingValue<T>(Func<CancellationToken, Task<Loaded<T>>> load, TimeProvider clock)
    where T : class
{
    private static readonly TimeSpan PatienceWithSource = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LoadLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    // However many ask for what can't be had, the source is asked once in this time.
    private static readonly TimeSpan PauseAfterAttempt = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Held? _held;
    private Task<T>? _inFlight;
    private Task<T>? _last;
    private long? _lastRefreshed;
    private long? _lastFailure;

    /// <summary>The value, loaded if need be.</summary>
    /// <exception cref="Exception">What the load threw, when no usable value is held.</exception>
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
            return await refresh.WaitAsync(PatienceWithSource, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return held.Loaded.Value;
        }
    }

    /// <summary>
    /// Loads anew and waits for it, or gives what is held if a call with a limit loaded it less than <paramref name="atMostEvery"/> ago. A failed load doesn't
    /// count: the source is asked again two seconds later.
    /// </summary>
    /// <param name="atMostEvery">The limit; zero for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Exception">What the load threw.</exception>
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
        // A background refresh has no one to await it: its fault is seen here, and reported by the loader itself.
        _ = task.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return task;
    }

    private async Task<T> RunAsync(bool countsForLimit)
    {
        bool succeeded = false;
        try
        {
            // Not the caller's token: who asked first may leave while others still wait.
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
