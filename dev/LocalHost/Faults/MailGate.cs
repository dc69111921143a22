using System.Net;
using System.Net.Sockets;

namespace LeerId.LocalHost.Faults;

/// <summary>
/// A proxy in front of the mail server. It passes each connection on or, while the fault is on, rejects it with 554 (RFC 5321, section 3.1).
/// </summary>
internal sealed class MailGate : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile bool _rejects;

    /// <param name="target">The port of the mail server.</param>
    public MailGate(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool Rejects
    {
        get => _rejects;
        set => _rejects = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                connections.RemoveAll(connection => connection.IsCompleted);
                connections.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using (client)
        {
            try
            {
                NetworkStream clientStream = client.GetStream();
                if (Rejects)
                {
                    await clientStream.WriteAsync("554 LocalHost rejects mail until the fault is turned off\r\n"u8.ToArray(), ending.Token);
                    return;
                }

                using TcpClient server = new();
                await server.ConnectAsync(IPAddress.Loopback, _target, ending.Token);
                NetworkStream serverStream = server.GetStream();
                Task[] both = [clientStream.CopyToAsync(serverStream, ending.Token), serverStream.CopyToAsync(clientStream, ending.Token)];
                await Task.WhenAny(both);
                await ending.CancelAsync();
                await Task.WhenAll(both);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One side has disconnected. The end of this method closes both connections, so the other side notices it.
            }
        }
    }
}
