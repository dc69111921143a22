using System.Globalization;
using System.Net.Sockets;
using System.Text;
using LeerId.Bench.Driver.SignIns;

namespace LeerId.Bench.Driver.Subjects;

/// <summary>A running program that signs people in with OpenID Connect.</summary>
/// <param name="Name">The name in the tables.</param>
/// <param name="Start">The address at which a sign-in begins.</param>
/// <param name="Process">The process. Its child processes are included in the figures.</param>
/// <param name="Probe">The socket that reports its allocations; null for a program that is not .NET.</param>
/// <param name="Application">The application to which pupils sign in through it; null for a program that is itself the application.</param>
internal sealed record RelyingParty(string Name, Uri Start, ChildProcess Process, string? Probe, ApplicationClient? Application = null) : IAsyncDisposable
{
    public const string OursOnStorage = "LeerID Functions, storage emulator";
    public const string Ours = "LeerID Functions, null store";
    public const string OursWithKey = "LeerID Functions, null store, private_key_jwt";
    public const string AddOpenIdConnect = "AddOpenIdConnect";
    public const string ModAuthOpenIdc = "mod_auth_openidc";

    /// <summary>Bytes allocated so far; null when the program is not .NET.</summary>
    public Task<long?> AllocatedAsync() => AskAsync(collects: false, part: 0);

    /// <summary>Bytes alive after a collection; null when the program is not .NET.</summary>
    public Task<long?> AliveAsync() => AskAsync(collects: true, part: 1);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (Probe is not null)
            File.Delete(Probe);
    }

    private async Task<long?> AskAsync(bool collects, int part)
    {
        if (Probe is null)
            return null;
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Probe));
        await socket.SendAsync(collects ? "C"u8.ToArray() : "a"u8.ToArray());
        byte[] answer = new byte[64];
        int length = await socket.ReceiveAsync(answer);
        return long.Parse(Encoding.ASCII.GetString(answer, 0, length).Split(' ')[part], CultureInfo.InvariantCulture);
    }
}
