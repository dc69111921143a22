namespace LeerId.OpenIdConnect;

/// <summary>How an OpenID provider failed to do its part.</summary>
internal enum ProviderFault
{
    /// <summary>No connection, or it broke off.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>A server error.</summary>
    Failed,

    /// <summary>Not what the protocol says: status, content type, JSON or content.</summary>
    AnswerInvalid,
}

/// <summary>An OpenID provider did not do its part: the wire, the time, or what it answered. Carries no text of the provider's.</summary>
internal sealed class ProviderUnavailableException(ProviderFault fault, Exception? inner = null)
    : Exception($"The OpenID provider is not available: {fault}.", inner)
{
    public ProviderFault Fault { get; } = fault;
}
