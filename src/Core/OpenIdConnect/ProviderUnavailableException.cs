using LeerId.Text;

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

    /// <summary>The keys could not be loaded, whatever the cause, so that a token can't be checked. That says nothing about the token.</summary>
    KeysUnavailable,
}

/// <summary>An OpenID provider did not do its part: the wire, the time, or what it answered.</summary>
/// <param name="fault">How it failed.</param>
/// <param name="finding">What was found, for the log. Quotes the provider only where that can't be personal data: addresses, media types and statuses.</param>
/// <param name="inner">What was thrown; null if nothing was.</param>
internal sealed class ProviderUnavailableException(ProviderFault fault, string finding, Exception? inner = null)
    : Exception($"The OpenID provider is not available: {fault}.", inner)
{
    private const int MaximumQuote = 200;

    public ProviderFault Fault { get; } = fault;

    public string Finding { get; } = finding;

    /// <summary>A text of the provider for a finding: one line, without control characters, 200 characters at most.</summary>
    public static string Quote(string? text)
    {
        if (text is null)
            return "missing or no text";
        string line = PlainText.Header(text);
        return $"'{(line.Length > MaximumQuote ? line[..MaximumQuote] : line)}'";
    }
}
