using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using LeerId.Bench.Driver.SignIns;

namespace LeerId.Bench.Driver.Subjects;

/// <summary>The provider at which all pupils sign in, and the relying parties to measure.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>The school of every pupil.</summary>
    public const string School = "012345";

    private const string ClientId = "bench";
    private const int SecretBytes = 32;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly string _secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(SecretBytes));
    private readonly Uri _provider = Address();
    private readonly Stack<IAsyncDisposable> _running = new();
    private readonly List<string> _skipped = [];

    /// <summary>The relying parties that could not be measured on this machine, with the reasons.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>A folder for files of this run, which is deleted with the stage.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("bench").FullName;

    /// <param name="pupils">The number of pupils who sign in, in rotation.</param>
    public static async Task<Stage> SetAsync(int pupils)
    {
        Stage stage = new();
        ChildProcess provider = ChildProcess.Start(
            Places.Program("Provider"), [Text(stage._provider), ClientId, stage._secret, School, pupils.ToString(CultureInfo.InvariantCulture)]);
        stage._running.Push(provider);
        try
        {
            await AnsweredAsync(new Uri(stage._provider, ".well-known/openid-configuration"), provider);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>LocalHost without the services that it starts.</summary>
    /// <param name="name">The name in the tables.</param>
    /// <param name="storage">The connection string of the storage account.</param>
    /// <param name="nullStore">Whether writes of a sign-in are discarded.</param>
    /// <param name="authentication">The client authentication at the provider.</param>
    /// <param name="isProbed">Whether the program can report its allocations.</param>
    /// <param name="environment">Environment variables of the process; null if it needs none.</param>
    public RelyingParty LeerId(
        string name, string storage, bool nullStore, string authentication = "ClientSecretPost", bool isProbed = true,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        Uri address = Address();
        ApplicationClient application = new(address, _secret);
        string[] settings =
        [
            $"--urls={Text(address)}",
            $"--AzureWebJobsStorage={storage}",
            $"--Bench:NullStore={nullStore}",
            $"--Acm:Issuer={Text(_provider)}",
            $"--Acm:ClientId={ClientId}",
            $"--Acm:ClientAuthentication={authentication}",
            $"--Secrets:acm-client-secret={_secret}",
            $"--Applications:0:ClientId={ApplicationClient.ClientId}",
            "--Applications:0:Name=bench",
            $"--Applications:0:RedirectUris:0={ApplicationClient.RedirectUri}",
            "--Applications:0:ClientAuthentication=ClientSecretPost",
            "--Applications:0:IdTokenAlgorithm=ES256",
            $"--Secrets:application-{ApplicationClient.ClientId}-secret={_secret}",
            "--Smtp:Host=127.0.0.1",
            "--Staff:Issuer=http://127.0.0.1:1/directory",
            "--Staff:Audience=bench",
        ];
        return Run(name, application.Start, Places.Program("LeerIdApp"), settings, isProbed, environment) with { Application = application };
    }

    public RelyingParty AddOpenIdConnect(bool isProbed = true)
    {
        Uri address = Address();
        return Run(
            RelyingParty.AddOpenIdConnect, address, Places.Program("AddOpenIdConnectApp"), [Text(address), Text(_provider), ClientId, _secret], isProbed);
    }

    /// <summary>Apache with mod_auth_openidc; null if it is not installed.</summary>
    public RelyingParty? ModAuthOpenIdc()
    {
        if (!ApacheConfiguration.IsInstalled)
        {
            _skipped.Add($"{RelyingParty.ModAuthOpenIdc} is not measured: it is not installed (Debian: apt-get install apache2 libapache2-mod-auth-openidc).");
            return null;
        }

        Uri address = Address();
        string configuration = ApacheConfiguration.Write(Path.Combine(Folder, "apache"), address, _provider, ClientId, _secret);
        return new RelyingParty(
            RelyingParty.ModAuthOpenIdc, address, ChildProcess.Start(ApacheConfiguration.Program, ["-f", configuration, "-D", "FOREGROUND"]), Probe: null);
    }

    /// <summary>Waits until the program accepts connections. That costs the program nothing, unlike sign-ins that fail.</summary>
    public static async Task ListensAsync(RelyingParty party)
    {
        IPEndPoint address = new(IPAddress.Loopback, party.Start.Port);
        await EventuallyAsync(
            async () =>
            {
                using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(address);
            },
            party.Process, party.Name);
    }

    /// <summary>Waits until a sign-in succeeds.</summary>
    public static async Task SignedInAsync(RelyingParty party)
    {
        using SignInBrowser browser = new();
        await EventuallyAsync(() => browser.SignInAsync(party), party.Process, party.Name);
    }

    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out IAsyncDisposable? running))
            await running.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private RelyingParty Run(
        string name, Uri start, string program, string[] arguments, bool isProbed, IReadOnlyDictionary<string, string>? given = null)
    {
        string? probe = isProbed ? Path.Combine(Folder, $"{start.Port}.sock") : null;
        Dictionary<string, string> environment = new(given ?? new Dictionary<string, string>());
        if (probe is not null)
        {
            environment["DOTNET_STARTUP_HOOKS"] = Places.Program("Probe") + ".dll";
            environment["BENCH_PROBE"] = probe;
        }

        return new RelyingParty(name, start, ChildProcess.Start(program, arguments, environment), probe);
    }

    private static async Task AnsweredAsync(Uri address, ChildProcess process)
    {
        using HttpClient client = new();
        await EventuallyAsync(() => client.GetStringAsync(address), process, address.ToString());
    }

    private static async Task EventuallyAsync(Func<Task> step, ChildProcess process, string what)
    {
        using CancellationTokenSource limit = new(Timeout);
        while (true)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or SocketException && !limit.IsCancellationRequested && !process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }
            catch (Exception exception) when (exception is HttpRequestException or SocketException)
            {
                throw new InvalidOperationException($"{what} does not answer.", exception);
            }
        }
    }

    private static Uri Address() => new($"http://127.0.0.1:{ChildProcess.FreePort()}");

    // Issuers are compared character by character, so the slash that Uri adds must be removed.
    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
