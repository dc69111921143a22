using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace LeerId.Notices;

/// <summary>A connection to the mail server. Everything that MailKit would decide by itself is set here.</summary>
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
            // The operating system allows the versions that are safe at present.
            SslProtocols = SslProtocols.None,
            // MailKit's default takes certificates of some well-known mail servers although the system doesn't trust them.
            ServerCertificateValidationCallback = Accepts,
            // A notice that every server on the way must carry over TLS would be refused by most of them.
            RequireTLS = false,
        };
    }

    public SmtpClient Client { get; }

    /// <summary>What is wrong with the server's certificate, by the names that .NET has for it; null when nothing is.</summary>
    public string? Doubts { get; private set; }

    /// <summary>Connects, and begins TLS where it must be.</summary>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        int port = _smtp.PortNumber!.Value;
        return Client.ConnectAsync(_smtp.Host, port, Security(_smtp.Host, port), cancellationToken);
    }

    /// <summary>At which step <see cref="OpenAsync"/> failed. A server that offers STARTTLS has been greeted.</summary>
    public MailStep StepOf(Exception exception) =>
        exception is SslHandshakeException or NotSupportedException || Client.Capabilities.HasFlag(SmtpCapabilities.StartTLS)
            ? MailStep.Tls
            : MailStep.Connect;

    public void Dispose() => Client.Dispose();

    /// <summary>Outside this machine TLS comes first or the mail does not go; never plain because TLS was not offered.</summary>
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
        Doubts = flags == X509ChainStatusFlags.NoError ? $"{errors}" : $"{errors}: {flags}";
        return false;
    }
}
