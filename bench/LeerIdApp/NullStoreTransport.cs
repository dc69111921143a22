using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeerId.Bench.LeerIdApp;

/// <summary>
/// Takes what a sign-in writes to storage and answers at once, as storage does. It keeps the last snapshot of each pupil, because the userinfo endpoint reads
/// it, and nothing else. All other requests go to storage. The storage client's own work, to make the request and to read the answer, stays in what
/// is measured.
/// </summary>
internal sealed class NullStoreTransport : HttpPipelineTransport, IDisposable
{
    private const string Snapshots = "/Students";
    private const string Log = "/PrivacyLog";

    private readonly HttpClientTransport _storage = new();
    private readonly ConcurrentDictionary<string, byte[]> _snapshots = new(StringComparer.Ordinal);

    public override Request CreateRequest() => _storage.CreateRequest();

    public override void Process(HttpMessage message)
    {
        if (Answer(message.Request) is { } answer)
            message.Response = answer;
        else
            _storage.Process(message);
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        if (Answer(message.Request) is not { } answer)
            return _storage.ProcessAsync(message);
        message.Response = answer;
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _storage.Dispose();

    // Null: storage has to answer.
    private Served? Answer(Request request)
    {
        string path = request.Uri.Path;
        bool isSnapshot = path.Contains(Snapshots, StringComparison.Ordinal);
        if (request.Method == RequestMethod.Get)
            return isSnapshot && _snapshots.TryGetValue(path, out byte[]? snapshot) ? new Served(200, snapshot, request.ClientRequestId) : null;
        if (!isSnapshot && !path.Contains(Log, StringComparison.Ordinal))
            return null;
        if (isSnapshot && request.Content is { } content)
        {
            using MemoryStream body = new();
            content.WriteTo(body, CancellationToken.None);
            _snapshots[path] = body.ToArray();
        }

        return new Served(204, [], request.ClientRequestId);
    }

    private sealed class Served(int status, byte[] body, string clientRequestId) : Response
    {
        private static readonly HttpHeader Version = new("x-ms-version", "2019-02-02");
        private static readonly HttpHeader Tag = new("ETag", "W/\"datetime'2026-01-01T00%3A00%3A00.0000000Z'\"");
        private static readonly HttpHeader Json = new("Content-Type", "application/json;odata=minimalmetadata");

        public override int Status => status;

        public override string ReasonPhrase => status == 200 ? "OK" : "No Content";

        public override Stream? ContentStream { get; set; } = body.Length == 0 ? null : new MemoryStream(body);

        public override string ClientRequestId { get; set; } = clientRequestId;

        public override void Dispose() => ContentStream?.Dispose();

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

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => status == 200 ? [Version, Tag, Json] : [Version, Tag];
    }
}
