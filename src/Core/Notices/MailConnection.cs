using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace LeerId.Notices;

/// <summary>A connection to the mail server. It sets every option whose default in MailKit doesn't suit.</summary>
internal sealed class MailConnection : IDisposable
{
    private const int ImplicitTlsPort = 465;

    private readonly SmtpOptions _smtp;

    public MailConnection(SmtpOptions smtp)
    {
        _smtp = smtp;
        Client = new SmtpClient
        {
            // MailKit's default is the bare name of the machine, which servers may answer with 504.
            LocalDomain = smtp.GreetingName,
            CheckCertificateRevocation = smtp.ChecksRevocation,
            // The operating system chooses among the TLS versions that are safe at present.
            SslProtocols = SslProtocols.None,
            // By default, MailKit accepts certificates of some well-known mail servers even if the system doesn't trust them.
            ServerCertificateValidationCallback = Accepts,
            // Most servers would refuse a notice that requires TLS at every hop.
            RequireTLS = false,
        };
    }

    public SmtpClient Client { get; }

    /// <summary>The faults of the server's certificate, as names of .NET's flags; null if there are none.</summary>
    public string? CertificateFault { get; private set; }

    /// <summary>Connects, and starts TLS if it is required.</summary>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        int port = _smtp.PortNumber!.Value;
        return Client.ConnectAsync(_smtp.Host, port, Security(_smtp.Host, port), cancellationToken);
    }

    /// <summary>Returns the step at which <see cref="OpenAsync"/> failed. A server that offers STARTTLS has been greeted.</summary>
    public MailStep StepOf(Exception exception) =>
        exception is SslHandshakeException or NotSupportedException || Client.Capabilities.HasFlag(SmtpCapabilities.StartTLS)
            ? MailStep.Tls
            : MailStep.Connect;

    public void Dispose() => Client.Dispose();

    /// <summary>Requires TLS for every server that isn't on this machine. The client never falls back to plain text if the server offers no TLS.</summary>
    internal static SecureSocketOptions Security(string host, int port) => IsLoopback(host)
        ? SecureSocketOptions.None
        : port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        X509ChainStatusFlags flags = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        CertificateFault = flags == X509ChainStatusFlags.NoError ? $"{errors}" : $"{errors}: {flags}";
        return false;
    }
}
