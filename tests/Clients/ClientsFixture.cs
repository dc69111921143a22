using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using LeerId.Applications;
using LeerId.LocalHost;
using LeerId.LocalHost.StartPage;
using LeerId.Provider;
using LeerId.Students;
using LeerId.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Clients.Tests;

/// <summary>LocalHost with every client registered, and the clients' programs, each of which starts when a test needs it.</summary>
public sealed class ClientsFixture : IAsyncLifetime
{
    private const string IdTokenKey = "Secrets:id-token-key";
    private const int FirstPort = 20_000;
    // Ports from here on are those of outgoing connections.
    private const int EndOfPorts = 32_768;

    // At this age secrets are read again before they are used.
    private static readonly TimeSpan SecretsAge = TimeSpan.FromMinutes(5);

    private readonly RealClock _clock = new();
    private readonly LogCapture _logs = new();
    private readonly Dictionary<Client, Uri> _addresses = [];
    private readonly Dictionary<Client, string> _secrets = [];
    private readonly Dictionary<Client, RunningClient> _running = [];
    private DirectoryInfo? _data;
    private LocalHostApplication? _host;

    internal ProviderTraffic Traffic { get; } = new();

    /// <summary>How many codes came a second time.</summary>
    internal int CodesUsedTwice => _logs.Entries.Count(entry => entry.EventId.Id == 1101);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LocalHostApplication Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _data = Directory.CreateTempSubdirectory("leerid-test-");
        LocalHostOptions options = LeerIdApplication.Options([]);
        _host = await LocalHostApplication.StartAsync(options with
        {
            Settings = new Dictionary<string, string?>(AllClients.All.SelectMany(Register))
            {
                ["urls"] = "http://127.0.0.1:0",
                ["LocalHost:DataFolder"] = _data.FullName,
            },
            ReadsMachineSettings = false,
            LogsToConsole = false,
            LoggerProviders = [_logs],
            TimeProvider = _clock,
            MapEndpoints = app =>
            {
                Traffic.Watch(app);
                options.MapEndpoints!(app);
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RunningClient client in _running.Values)
            await client.Program.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
        _data?.Delete(recursive: true);
    }

    /// <summary>A client, started if need be. Skips the test when it can't run here.</summary>
    internal async Task<RunningClient> ClientAsync(string name)
    {
        Client client = AllClients.All.Single(client => client.Name == name);
        Assert.SkipWhen(client.Absence is not null, client.Absence ?? "");
        if (!_running.TryGetValue(client, out RunningClient? running))
        {
            Uri address = _addresses[client];
            string folder = _data!.CreateSubdirectory(client.Name).FullName;
            ClientProgram program = await client.StartAsync(new ClientStart(client, Host.Address, address, _secrets[client], folder));
            _running[client] = running = new RunningClient(client, address, new Uri(Host.Configuration["Acm:Issuer"]!), program);
        }

        return running;
    }

    /// <summary>The <c>sub</c> that a pupil has at a client.</summary>
    internal async Task<string> SubjectAsync(Client client, Guid leerId) => await Host.Services.GetRequiredService<SubjectIdentifiers>().OfAsync(
        Host.Services.GetRequiredService<ApplicationRegister>().Find(client.Name)!, new Student { LeerIdUuid = leerId }, Cancel);

    /// <summary>How many codes were exchanged.</summary>
    internal async Task<int> ReleasedAsync() =>
        (await Host.Services.GetRequiredService<DevelopmentPrivacyLog>().ReadLatestAsync(int.MaxValue, Cancel))
            .Count(entry => entry.Outcome == "released");

    /// <summary>Gives ID tokens another key; the key set has the former one for a while.</summary>
    internal async Task RotateIdTokenKeyAsync()
    {
        using RSA key = RSA.Create(2048);
        Host.Configuration[$"{IdTokenKey}:previous"] = Host.Configuration[IdTokenKey];
        Host.Configuration[IdTokenKey] = key.ExportPkcs8PrivateKeyPem();
        _clock.Pass(SecretsAge);
        await Host.Services.GetRequiredService<IssuingKeys>().GetAsync(Cancel);
    }

    private IEnumerable<KeyValuePair<string, string?>> Register(Client client, int index)
    {
        _addresses[client] = new Uri($"http://127.0.0.1:{FreePort()}");
        _secrets[client] = RandomNumberGenerator.GetHexString(64);
        string application = $"Applications:{index}";
        bool hasKey = client.Authentication == ClientAuthentication.PrivateKeyJwt;
        return new Dictionary<string, string?>
        {
            [$"{application}:ClientId"] = client.Name,
            [$"{application}:Name"] = client.Name,
            [$"{application}:RedirectUris:0"] = new Uri(_addresses[client], client.CallbackPath).AbsoluteUri,
            [$"{application}:PostLogoutRedirectUris:0"] = new Uri(_addresses[client], client.SignedOutPath).AbsoluteUri,
            [$"{application}:InitiateLoginUri"] = new Uri(_addresses[client], "/sign-in").AbsoluteUri,
            [$"{application}:ClientAuthentication"] = client.Authentication.ToString(),
            [$"{application}:RequiresPkce"] = client.UsesPkce ? "true" : "false",
            [$"{application}:PublicKeys"] = hasKey ? AllClients.PublicKeys : null,
            [$"Secrets:application-{client.Name}-secret"] = hasKey ? null : _secrets[client],
        };
    }

    private int FreePort()
    {
        while (true)
        {
            int port = RandomNumberGenerator.GetInt32(FirstPort, EndOfPorts);
            if (_addresses.Values.Any(address => address.Port == port))
                continue;
            try
            {
                using TcpListener listener = new(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Another program has it.
            }
        }
    }
}
