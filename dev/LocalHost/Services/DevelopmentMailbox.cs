using System.Globalization;
using LeerId.LocalHost.Faults;
using LeerId.LocalServices;

namespace LeerId.LocalHost.Services;

/// <summary>Runs a mail server that delivers nothing and shows the mails that it receives. The setting Smtp:Host replaces it.</summary>
public sealed class DevelopmentMailbox : ILocalService
{
    /// <summary>The setting with the mailbox's address; absent if another mail server is used.</summary>
    public const string WebAddressSetting = "LocalHost:Mailbox";

    public bool IsReplacedBy(IConfiguration developerSettings) => developerSettings["Smtp:Host"] is not null;

    public async Task<StartedService> StartAsync(LocalServiceContext context, CancellationToken cancellationToken)
    {
        context.Progress("Starting a mail server ...");
        MailServer server = await MailServer.StartAsync(new MailServerOptions(Progress: context.Progress), cancellationToken);
        MailGate gate = new(server.SmtpPort);
        return new StartedService(
            new Dictionary<string, string?>
            {
                ["Smtp:Host"] = MailServer.SmtpHost,
                ["Smtp:Port"] = gate.Port.ToString(CultureInfo.InvariantCulture),
                [WebAddressSetting] = server.WebAddress.ToString(),
            },
            new GatedServer(gate, server))
        {
            Fault = new SimulatedFault(
                "mail", "Mail is rejected",
                "The mail server rejects every mail with 554. Pupils can still sign in: a notice is stored before it is mailed, and mailing is retried.",
                context.Clock, on => gate.Rejects = on),
        };
    }

    private sealed record GatedServer(MailGate Gate, MailServer Server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Gate.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
