using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeerId.Testing;

/// <summary>Sends requests to storage (tables and blobs), and fails the requests that a test selects.</summary>
public sealed class FaultyTransport : HttpPipelineTransport
{
    private readonly HttpClientTransport _http = HttpClientTransport.Shared;

    /// <summary>The method, path and query of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Whether storage refuses a request, with an error that the client does not retry.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>Whether the answer to a request is lost: storage executes the request, and then the connection breaks.</summary>
    public Func<string, bool> LosesAnswer { get; set; } = _ => false;

    /// <summary>Runs before a request is sent to storage.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public override Request CreateRequest() => _http.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        string request = $"{message.Request.Method} {Uri.UnescapeDataString(message.Request.Uri.ToUri().PathAndQuery)}";
        Requests.Enqueue(request);
        if (Refuses(request))
            throw new RequestFailedException(403, "Refused by the test.");
        await Before(request);
        await _http.ProcessAsync(message);
        if (LosesAnswer(request))
            throw new IOException("Lost by the test.");
    }
}
