using System.Net.Sockets;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeerId.LocalHost.Faults;

/// <summary>
/// Sends the functions' requests to storage. While the fault is on, it refuses every connection, as a server that is down does. The queue
/// listeners use other connections and keep working. In Azure these belong to the Functions host.
/// </summary>
internal sealed class StorageSwitch : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _refusing = new(new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = (_, _) => ValueTask.FromException<Stream>(new SocketException((int)SocketError.ConnectionRefused)),
    }));

    private volatile bool _isUnavailable;

    public StorageSwitch(TimeProvider clock) => Fault = new SimulatedFault(
        "storage", "Storage is unavailable",
        "Every connection of the functions to storage is refused. A pupil who signs in is refused and asked to try again later.",
        clock, on => _isUnavailable = on);

    public SimulatedFault Fault { get; }

    private HttpClientTransport Current => _isUnavailable ? _refusing : HttpClientTransport.Shared;

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => Current.Process(message);

    public override ValueTask ProcessAsync(HttpMessage message) => Current.ProcessAsync(message);

    public void Dispose() => _refusing.Dispose();
}
