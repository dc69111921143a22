using LeerId.Text;

namespace LeerId.OpenIdConnect;

/// <summary>The way in which an OpenID provider failed.</summary>
internal enum ProviderFault
{
    /// <summary>There was no connection, or it was lost.</summary>
    Unreachable,

    /// <summary>The provider did not answer in time.</summary>
    Timeout,

    /// <summary>The provider answered with a server error.</summary>
    Failed,

    /// <summary>The answer violates the protocol: its status, content type, JSON or content.</summary>
    AnswerInvalid,

    /// <summary>The keys could not be loaded, for any of the other reasons. The token was not checked and may be valid.</summary>
    KeysUnavailable,
}

/// <summary>An OpenID provider could not be reached, did not answer in time, or gave a wrong answer.</summary>
/// <param name="fault">The way in which the provider failed.</param>
/// <param name="finding">The details, for the log. They quote the provider only where that can't be personal data: addresses, media types and statuses.</param>
/// <param name="inner">The cause; null if there was no exception.</param>
internal sealed class ProviderUnavailableException(ProviderFault fault, string finding, Exception? inner = null)
    : Exception($"The OpenID provider is not available: {fault}.", inner)
{
    private const int MaximumQuote = 200;

    /// <summary>The way in which the provider failed.</summary>
    public ProviderFault Fault { get; } = fault;

    /// <summary>The details, for the log.</summary>
    public string Finding { get; } = finding;

    /// <summary>Quotes a text of the provider in a finding: on one line, without control characters, and cut off after 200 characters.</summary>
    public static string Quote(string? text)
    {
        if (text is null)
            return "missing or no text";
        string line = PlainText.Header(text);
        return $"'{(line.Length > MaximumQuote ? line[..MaximumQuote] : line)}'";
    }
}
