using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LeerId.LocalServices;

/// <param name="MailFolder">The folder for the mails; null for a temporary folder, which is deleted at the end.</param>
/// <param name="Progress">Receives progress messages during a slow start.</param>
public sealed record MailServerOptions(string? MailFolder = null, Action<string>? Progress = null);

/// <summary>A mail server that delivers nothing and shows the mails that it received, on free ports of this machine.</summary>
public sealed class MailServer : IAsyncDisposable
{
    public const string SmtpHost = "127.0.0.1";

    private const int Tries = 5;

    private readonly NodeService _service;
    private readonly TemporaryFolder? _temporary;

    private MailServer(NodeService service, TemporaryFolder? temporary, int smtpPort, int webPort)
    {
        _service = service;
        _temporary = temporary;
        SmtpPort = smtpPort;
        WebAddress = new Uri($"http://127.0.0.1:{webPort}/");
    }

    public int SmtpPort { get; }

    /// <summary>The address of the mailbox. Its JSON is at <c>api/email</c> below this address.</summary>
    public Uri WebAddress { get; }

    public int ProcessId => _service.ProcessId;

    public static Task<MailServer> StartAsync(
        MailServerOptions? options = null, CancellationToken cancellationToken = default) =>
        StartAsync(options, TwoFreePorts, cancellationToken);

    internal static async Task<MailServer> StartAsync(
        MailServerOptions? options, Func<(int Smtp, int Web)> choosePorts, CancellationToken cancellationToken)
    {
        NodePackages packages = await NodePackages.InstallAsync(progress: options?.Progress, cancellationToken: cancellationToken);
        TemporaryFolder? temporary = options?.MailFolder is null ? new TemporaryFolder() : null;
        try
        {
            string folder = temporary?.Path ?? options!.MailFolder!;
            for (int attempt = 1; ; attempt++)
            {
                // The server can't report its port, so a free one is chosen. Another process may take that port meanwhile.
                (int smtp, int web) = choosePorts();
                TaskCompletionSource listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
                NodeService service = NodeService.Start(
                    "The mail server",
                    packages.Module("maildev/dist/bin/maildev.js"),
                    Arguments(smtp, web, folder),
                    line =>
                    {
                        // The server prints this line after both ports listen. It ends if one of them is in use.
                        if (line.Contains("SMTP Server", StringComparison.Ordinal))
                            listens.TrySetResult();
                    });
                try
                {
                    await service.WaitUntilAsync(listens.Task, TimeSpan.FromSeconds(60), cancellationToken);
                    return new MailServer(service, temporary, smtp, web);
                }
                catch (LocalServiceException) when (attempt < Tries && service.Ended.IsCompleted)
                {
                    await service.DisposeAsync();
                }
                catch
                {
                    await service.DisposeAsync();
                    throw;
                }
            }
        }
        catch
        {
            temporary?.Dispose();
            throw;
        }
    }

    public Task StopAsync() => _service.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _temporary?.Dispose();
    }

    private static string[] Arguments(int smtpPort, int webPort, string folder) =>
    [
        "-s", smtpPort.ToString(CultureInfo.InvariantCulture), "--ip", "127.0.0.1",
        "-w", webPort.ToString(CultureInfo.InvariantCulture), "--web-ip", "127.0.0.1",
        "--mail-directory", folder,
    ];

    internal static (int Smtp, int Web) TwoFreePorts()
    {
        using TcpListener first = new(IPAddress.Loopback, 0), second = new(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
