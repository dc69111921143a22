using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeerId.Bench.LeerIdApp;

/// <summary>
/// Receives the writes of a sign-in and answers at once, as storage does. It keeps only the last snapshot of each pupil, because the userinfo
/// endpoint reads it. All other requests are sent to storage. The measurement still includes the storage client's own work of making requests
/// and reading answers.
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

    // Null means that storage must answer.
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
