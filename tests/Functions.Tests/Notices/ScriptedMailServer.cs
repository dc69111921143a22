using System.Globalization;
using System.Net.Http.Json;
using LeerId.LocalServices;
using MimeKit;

namespace LeerId.Functions.Tests.Notices;

/// <summary>A real SMTP server with faults that a test selects (scripted-mail-server.cjs).</summary>
public sealed class ScriptedMailServer : IAsyncDisposable
{
    private readonly NodeService _service;
    private readonly HttpClient _control;

    private ScriptedMailServer(NodeService service, string host, int port, int controlPort)
    {
        (_service, Host, Port) = (service, host, port);
        _control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{controlPort}") };
    }

    public string Host { get; }

    public int Port { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="host">The address it listens on.</param>
    /// <param name="port">The port; 0 for any.</param>
    /// <param name="certificate">The files of a key and a certificate for STARTTLS; null if the server doesn't offer STARTTLS.</param>
    public static async Task<ScriptedMailServer> StartAsync(string host = "127.0.0.1", int port = 0, (string Key, string Certificate)? certificate = null)
    {
        NodePackages packages = await NodePackages.InstallAsync(cancellationToken: Cancel);
        TaskCompletionSource<int[]> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        NodeService service = NodeService.Start(
            "The scripted mail server",
            Path.Combine(AppContext.BaseDirectory, "Notices", "scripted-mail-server.cjs"),
            [
                packages.Module("smtp-server"), host, port.ToString(CultureInfo.InvariantCulture),
                .. certificate is var (key, file) ? new[] { key, file } : [],
            ],
            line =>
            {
                if (line.Split(' ') is ["ready", var smtp, var control])
                    ready.TrySetResult([int.Parse(smtp, CultureInfo.InvariantCulture), int.Parse(control, CultureInfo.InvariantCulture)]);
            });
        await service.WaitUntilAsync(ready.Task, TimeSpan.FromSeconds(60), Cancel);
        int[] ports = await ready.Task;
        return new ScriptedMailServer(service, host, ports[0], ports[1]);
    }

    /// <summary>Gives each of the next connections one of these faults. Later connections succeed.</summary>
    public Task FailAsync(params string[] faults) => ScriptAsync(new { faults });

    /// <summary>Refuses these addresses in every mail.</summary>
    public Task RefuseAsync(params string[] refuse) => ScriptAsync(new { refuse });

    /// <summary>Demands a full domain name in the greeting (RFC 5321, section 4.1.1.1), and answers 504 to any other.</summary>
    public Task WantFullNamesAsync() => ScriptAsync(new { fullNames = true });

    /// <summary>The mails that the server has accepted so far.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> MailsAsync()
    {
        RawMail[] mails = (await _control.GetFromJsonAsync<RawMail[]>("/mails", Cancel))!;
        return [.. mails.Select(mail => new ReceivedMail(mail.To, Convert.FromBase64String(mail.Raw)))];
    }

    public async Task<IReadOnlyList<string>> EventsAsync() => (await _control.GetFromJsonAsync<string[]>("/events", Cancel))!;

    /// <summary>The names with which clients greeted the server.</summary>
    public async Task<IReadOnlyList<string>> GreetingsAsync() => (await _control.GetFromJsonAsync<string[]>("/greetings", Cancel))!;

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _service.DisposeAsync();
    }

    private async Task ScriptAsync(object script)
    {
        using HttpResponseMessage response = await _control.PutAsJsonAsync("/script", script, Cancel);
        response.EnsureSuccessStatusCode();
    }

    private sealed record RawMail(string From, string[] To, string Raw);
}

/// <summary>A mail as the server received it.</summary>
public sealed class ReceivedMail
{
    public ReceivedMail(IReadOnlyList<string> to, byte[] raw)
    {
        (To, Raw) = (to, raw);
        using MemoryStream stream = new(raw);
        Message = MimeMessage.Load(stream, TestContext.Current.CancellationToken);
    }

    public IReadOnlyList<string> To { get; }

    public byte[] Raw { get; }

    public MimeMessage Message { get; }

    public string Text => Message.TextBody!.ReplaceLineEndings("\n");
}
