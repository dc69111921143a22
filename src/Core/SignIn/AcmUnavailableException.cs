namespace LeerId.SignIn;

/// <summary>ACM did not do its part: the wire, the time, or what it answered. Carries no text of ACM's.</summary>
internal sealed class AcmUnavailableException(RefusalReason reason, Exception? inner = null)
    : Exception($"ACM is not available: {reason.ToCode()}.", inner)
{
    public RefusalReason Reason { get; } = reason;
}
