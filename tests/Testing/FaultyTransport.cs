using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeerId.Testing;

/// <summary>Sends requests for tables and blobs to storage, except those that a test makes fail.</summary>
public sealed class FaultyTransport : HttpPipelineTransport
{
    private readonly HttpClientTransport _http = HttpClientTransport.Shared;

    /// <summary>The method, path and query of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Whether a request is refused with 403, which the storage client doesn't retry. The argument is as in <see cref="Requests"/>.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>Whether storage executes a request, but the client gets no answer because the connection breaks.</summary>
    public Func<string, bool> LosesAnswer { get; set; } = _ => false;

    /// <summary>Runs before each request that is sent to storage.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public override Request CreateRequest() => _http.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        string request = $"{message.Request.Method} {Uri.UnescapeDataString(message.Request.Uri.ToUri().PathAndQuery)}";
        Requests.Enqueue(request);
        if (Refuses(request))
            throw new RequestFailedException(403, "The test refused this request.");
        await Before(request);
        await _http.ProcessAsync(message);
        if (LosesAnswer(request))
            throw new IOException("The test broke the connection before the answer.");
    }
}
