using MailKit.Net.Smtp;

namespace LeerId.Notices;

/// <summary>A step of mailing.</summary>
public enum MailStep
{
    /// <summary>Writing the mail, before the server is asked.</summary>
    Compose,

    /// <summary>Connecting to the server, up to its answer to the greeting.</summary>
    Connect,

    /// <summary>Beginning TLS, the check of the certificate included.</summary>
    Tls,

    /// <summary>Signing in, reading the password included.</summary>
    Authenticate,

    /// <summary>Handing over the mail.</summary>
    Send,
}

/// <summary>The mail server did not take a mail, as far as is known.</summary>
/// <param name="step">The step that failed.</param>
/// <param name="host">The server.</param>
/// <param name="doubts">What is wrong with the server's certificate; null when nothing is, or when it was not seen.</param>
/// <param name="cause">The exception of the mail library. Its message can quote an address, so it is for no log.</param>
public sealed class NoticeNotMailedException(MailStep step, string host, string? doubts, Exception cause)
    : Exception($"The mail server {host} did not take a mail: {step}.", cause)
{
    /// <summary>The step that failed.</summary>
    public MailStep Step { get; } = step;

    /// <summary>The server.</summary>
    public string Host { get; } = host;

    /// <summary>The kind of failure, with what is wrong with the server's certificate.</summary>
    public string Fault { get; } = doubts is null ? cause.GetType().Name : $"{cause.GetType().Name} ({doubts})";

    /// <summary>The status that the server answered (RFC 5321, section 4.2); 0 when it did not.</summary>
    public int Status { get; } = StatusOf(cause);

    private static int StatusOf(Exception? exception) => exception switch
    {
        null => 0,
        SmtpCommandException command => (int)command.StatusCode,
        _ => StatusOf(exception.InnerException),
    };
}
