using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeerId.Bench.LeerIdApp;

/// <summary>
/// Takes what a sign-in writes to storage and answers at once, as storage does, without keeping it. All other requests go to storage. The
/// storage client's own work, to make the request and to read the answer, stays in what is measured.
/// </summary>
internal sealed class NullStoreTransport : HttpPipelineTransport, IDisposable
{
    private static readonly string[] WrittenTables = ["/Students", "/PrivacyLog"];

    private readonly HttpClientTransport _storage = new();

    public override Request CreateRequest() => _storage.CreateRequest();

    public override void Process(HttpMessage message)
    {
        if (IsWrite(message.Request))
            message.Response = new NoContent(message.Request.ClientRequestId);
        else
            _storage.Process(message);
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        if (!IsWrite(message.Request))
            return _storage.ProcessAsync(message);
        message.Response = new NoContent(message.Request.ClientRequestId);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _storage.Dispose();

    private static bool IsWrite(Request request) =>
        request.Method != RequestMethod.Get && Array.Exists(WrittenTables, table => request.Uri.Path.Contains(table, StringComparison.Ordinal));

    private sealed class NoContent(string clientRequestId) : Response
    {
        private static readonly HttpHeader Version = new("x-ms-version", "2019-02-02");
        private static readonly HttpHeader Tag = new("ETag", "W/\"datetime'2026-01-01T00%3A00%3A00.0000000Z'\"");

        public override int Status => 204;

        public override string ReasonPhrase => "No Content";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = clientRequestId;

        public override void Dispose()
        {
        }

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
        {
            value = EnumerateHeaders().FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
            return value is not null;
        }

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = TryGetHeader(name, out string? value) ? [value] : null;
            return values is not null;
        }

        protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [Version, Tag];
    }
}
