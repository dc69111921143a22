using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeerId.Testing;

/// <summary>Imitates an overloaded storage account: it limits the number of requests per second, or answers every request with 503.</summary>
public sealed class LimitedTransport : HttpPipelineTransport
{
    private readonly HttpClientTransport _http = HttpClientTransport.Shared;
    private int _count;

    /// <summary>The maximum number of requests per second.</summary>
    public RateLimit RateLimit { get; } = new();

    /// <summary>Whether every request gets 503.</summary>
    public bool IsBusy { get; set; }

    /// <summary>The number of requests since the last <see cref="Clear"/>.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Sets <see cref="Count"/> to zero.</summary>
    public void Clear() => Volatile.Write(ref _count, 0);

    public override Request CreateRequest() => _http.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Interlocked.Increment(ref _count);
        await RateLimit.AcquireAsync().WaitAsync(message.CancellationToken);
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
