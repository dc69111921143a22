using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeerId.Testing;

/// <summary>Carries the requests to storage that can do only so many per second, or that is too busy for any of them.</summary>
public sealed class LimitedTransport : HttpPipelineTransport
{
    private readonly HttpClientTransport _http = HttpClientTransport.Shared;
    private int _count;

    /// <summary>How many requests per second storage can do.</summary>
    public Turns Turns { get; } = new();

    /// <summary>Whether each request gets 503.</summary>
    public bool IsBusy { get; set; }

    /// <summary>How many requests were sent.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Forgets the requests that were sent.</summary>
    public void Clear() => Volatile.Write(ref _count, 0);

    public override Request CreateRequest() => _http.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Interlocked.Increment(ref _count);
        await Turns.NextAsync().WaitAsync(message.CancellationToken);
        if (IsBusy)
            message.Response = new BusyResponse();
        else
            await _http.ProcessAsync(message);
    }

    private sealed class BusyResponse : Response
    {
        private static readonly HttpHeader RetryAfter = new("Retry-After", "1");

        public override int Status => 503;

        public override string ReasonPhrase => "Server Busy";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool TryGetHeader(string name, out string value)
        {
            value = RetryAfter.Value;
            return ContainsHeader(name);
        }

        protected override bool TryGetHeaderValues(string name, out IEnumerable<string> values)
        {
            values = [RetryAfter.Value];
            return ContainsHeader(name);
        }

        protected override bool ContainsHeader(string name) => name.Equals(RetryAfter.Name, StringComparison.OrdinalIgnoreCase);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [RetryAfter];
    }
}
