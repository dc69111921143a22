using System.Globalization;
using System.Net.Sockets;
using System.Text;

/// <summary>
/// The runtime loads this hook into a measured program (DOTNET_STARTUP_HOOKS), which needs no change. The hook reports on a Unix socket how
/// many bytes were allocated so far, and how many are alive.
/// </summary>
internal static class StartupHook
{
    private const string SocketVariable = "BENCH_PROBE";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(SocketVariable) is not { Length: > 0 } path)
            return;
        Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        new Thread(() => Serve(listener)) { IsBackground = true, Name = "probe" }.Start();
    }

    private static void Serve(Socket listener)
    {
        byte[] request = new byte[1];
        while (true)
        {
            using Socket caller = listener.Accept();
            if (caller.Receive(request) == 0)
                continue;
            // A request in upper case asks for the live bytes, after a collection.
            bool collects = request[0] == (byte)'C';
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            long alive = GC.GetTotalMemory(forceFullCollection: collects);
            caller.Send(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{allocated} {alive}")));
        }
    }
}
