using MailKit.Net.Smtp;

namespace LeerId.Notices;

/// <summary>A step of mailing.</summary>
public enum MailStep
{
    /// <summary>Writing the mail, before connecting to the server.</summary>
    Compose,

    /// <summary>Connecting to the server, up to its answer to the greeting.</summary>
    Connect,

    /// <summary>Starting TLS, including the check of the certificate.</summary>
    Tls,

    /// <summary>Signing in, including reading the password.</summary>
    Authenticate,

    /// <summary>Sending the mail.</summary>
    Send,
}

/// <summary>The mail server probably didn't accept a mail.</summary>
/// <param name="step">The step that failed.</param>
/// <param name="host">The server.</param>
/// <param name="certificateFault">The faults of the server's certificate; null if there are none, or if the server sent no certificate.</param>
/// <param name="cause">The exception of the mail library. Its message can quote an address, so it must not be logged.</param>
public sealed class NoticeNotMailedException(MailStep step, string host, string? certificateFault, Exception cause)
    : Exception($"The mail server {host} did not accept a mail. The step {step} failed.", cause)
{
    /// <summary>The step that failed.</summary>
    public MailStep Step { get; } = step;

    /// <summary>The server.</summary>
    public string Host { get; } = host;

    /// <summary>The type of the exception, with the faults of the server's certificate.</summary>
    public string Fault { get; } = certificateFault is null ? cause.GetType().Name : $"{cause.GetType().Name} ({certificateFault})";

    /// <summary>The server's status code (RFC 5321, section 4.2); 0 if it sent none.</summary>
    public int Status { get; } = StatusOf(cause);

    private static int StatusOf(Exception? exception) => exception switch
    {
        null => 0,
        SmtpCommandException command => (int)command.StatusCode,
        _ => StatusOf(exception.InnerException),
    };
}
