using System.Net;
using System.Net.Sockets;

namespace LeerId.LocalHost;

/// <summary>
/// The host's own address, reserved with an open socket until Kestrel takes the socket over. No other process can take the address during the
/// start. If the port is 0, the actual port is known before a service needs it.
/// </summary>
internal sealed class ReservedAddress : IDisposable
{
    private const string Default = "http://127.0.0.1:7071";

    private ReservedAddress(Socket socket, Uri address)
    {
        Socket = socket;
        Address = address;
    }

    public Socket Socket { get; }

    public IPEndPoint EndPoint => (IPEndPoint)Socket.LocalEndPoint!;

    /// <summary>The address with the host name that the developer chose, and with the actual port.</summary>
    public Uri Address { get; }

    public static ReservedAddress Reserve(string? urls)
    {
        Uri wanted = Parse(urls ?? Default);
        IPAddress address = IPAddress.TryParse(wanted.Host.Trim('[', ']'), out IPAddress? parsed) ? parsed : IPAddress.Loopback;
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, wanted.Port));
            socket.Listen();
            return new ReservedAddress(socket, new UriBuilder(wanted) { Port = ((IPEndPoint)socket.LocalEndPoint!).Port }.Uri);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            string asked = wanted.GetLeftPart(UriPartial.Authority);
            throw new LocalHostException(
                exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"Address {asked} is in use. End the program that uses it, or choose another with --urls http://127.0.0.1:7080."
                    : $"Address {asked} can't be used ({exception.SocketErrorCode}). Choose another with --urls http://127.0.0.1:7080.",
                exception);
        }
    }

    public void Dispose() => Socket.Dispose();

    private static Uri Parse(string urls)
    {
        if (!Uri.TryCreate(urls, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp
            || address.PathAndQuery != "/")
            throw new LocalHostException($"--urls is {urls} and must be one http address without a path, such as {Default}.");
        if (!address.IsLoopback)
            throw new LocalHostException($"--urls is {urls} and must be an address that only this machine can reach, such as {Default}.");
        return address;
    }
}
