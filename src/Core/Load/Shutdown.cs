namespace LeerId.Load;

/// <summary>Whether this instance is shutting down: it then begins no sign-in any more and is not ready, and finishes the requests in progress.</summary>
public sealed class Shutdown
{
    private volatile bool _hasBegun;

    /// <summary>Whether the shutdown has begun.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>Begins it. There is no way back.</summary>
    public void Begin() => _hasBegun = true;
}
