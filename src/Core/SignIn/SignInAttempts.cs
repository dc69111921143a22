namespace LeerId.SignIn;

/// <summary>
/// Remembers how often each sign-in came back from ACM to this instance. A sign-in finishes once, and it gets at most five token
/// requests. Otherwise anybody with one cookie could make this app call ACM and write to the privacy log for ten minutes.
/// </summary>
public sealed class SignInAttempts(TimeProvider clock)
{
    /// <summary>How often a sign-in may return, which is also the maximum of its token requests.</summary>
    public const int Maximum = 5;

    // Some 20 MB. Above this number, the sign-in that expires first is forgotten.
    internal const int Capacity = 100_000;

    private const int Finished = int.MaxValue;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _byExpiry = new();

    /// <summary>How many sign-ins are remembered.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _attempts.Count;
        }
    }

    /// <summary>Counts one return of a sign-in whose cookie and state were verified.</summary>
    /// <returns>The reason to refuse this return; null when the sign-in may continue.</returns>
    public RefusalReason? Admit(SignInState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        lock (_lock)
        {
            int before = _attempts.GetValueOrDefault(state.State);
            if (before == Finished)
                return RefusalReason.StateFinished;
            if (before == Maximum)
                return RefusalReason.TooManyAttempts;

            if (before == 0)
                Remember(state);
            _attempts[state.State] = before + 1;
            return null;
        }
    }

    /// <summary>Finishes a sign-in that was admitted.</summary>
    /// <returns>False when it was finished before.</returns>
    public bool TryFinish(SignInState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        lock (_lock)
        {
            // Several attempts of one sign-in can run at the same time, and the first one finishes it. A sign-in that was forgotten may finish.
            if (!_attempts.TryGetValue(state.State, out int attempts))
                return true;
            _attempts[state.State] = Finished;
            return attempts != Finished;
        }
    }

    private void Remember(SignInState state)
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (_byExpiry.TryPeek(out string? first, out DateTimeOffset expiry) && (expiry <= now || _attempts.Count >= Capacity))
        {
            _byExpiry.Dequeue();
            _attempts.Remove(first);
        }

        // After its lifetime, the cookie itself is refused.
        _byExpiry.Enqueue(state.State, state.StartedAt + SignInCookies.Lifetime);
    }
}
