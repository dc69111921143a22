using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeerId.Infra.Tests.Bicep;

/// <summary>JSON-RPC 2.0 with a Content-Length header before each message, one call at a time.</summary>
internal sealed class JsonRpcPipe(Stream requests, Stream answers)
{
    private int _lastId;

    /// <exception cref="BicepException">The other side answered with an error.</exception>
    public async Task<JsonNode> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        JsonObject request = new() { ["jsonrpc"] = "2.0", ["id"] = ++_lastId, ["method"] = method, ["params"] = parameters };
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(request);
        await requests.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), cancellationToken);
        await requests.WriteAsync(body, cancellationToken);
        await requests.FlushAsync(cancellationToken);

        byte[] answer = new byte[await ReadLengthAsync(cancellationToken)];
        await answers.ReadExactlyAsync(answer, cancellationToken);
        JsonNode message = JsonNode.Parse(answer)!;
        return message["result"] ?? throw new BicepException(message["error"]?["message"]?.ToString() ?? "Neither a result nor an error.");
    }

    private async Task<int> ReadLengthAsync(CancellationToken cancellationToken)
    {
        const string Header = "Content-Length:";
        int length = -1;
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            if (line.StartsWith(Header, StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.AsSpan(Header.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
        }

        return length >= 0 ? length : throw new BicepException("An answer without its length.");
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (true)
        {
            await answers.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
    }
}

/// <summary>The reason why Bicep refused a request.</summary>
internal sealed class BicepException(string message) : Exception(message);
