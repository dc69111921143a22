using System.Net;
using System.Net.Sockets;

namespace LeerId.Testing;

/// <summary>Finds a port on which nothing listens.</summary>
public static class FreePort
{
    /// <summary>A free port of an address of this machine. Another program can still take it.</summary>
    public static int On(IPAddress address)
    {
        using TcpListener listener = new(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
