using System.Net.Sockets;
using System.Text;
using LeerId.Functions.Provider;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Primitives;

namespace LeerId.Functions.Tests.LocalHost;

/// <summary>
/// Observations of requests on the real Functions host. LocalHost gives the same answers, but at once where the real host takes fifteen
/// seconds.
/// </summary>
public sealed class HostObservationsTests
{
    private const string Get = "GET /Echo HTTP/1.1";
    private const string Host = "Host: localhost";

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The observation, the request, and the real host's answer: its status, and the X-Purpose header that the function received.</summary>
    public static TheoryData<string, string[], int, string> Observed => new()
    {
        { "an ordinary request is passed on", [Get, Host, "X-Purpose: a"], 200, "1: a" },
        { "two X-Purpose lines are passed on as one", [Get, Host, "X-Purpose: a", "X-Purpose: b"], 200, "1: a, b" },
        { "97 header lines are passed on", [Get, Host, .. Lines(95)], 200, "0: " },
        { "98 header lines are 500, after 15 seconds", [Get, Host, .. Lines(96)], 500, "" },
        { "98 header lines, most of one name, are 500, after 15 seconds", [Get, Host, .. Enumerable.Repeat("X-Purpose: a", 96)], 500, "" },
        { "a UTF-8 header is 500, after 15 seconds", [Get, Host, "X-Purpose: één vraag"], 500, "" },
        { "a UTF-8 header that nobody reads is 500, after 15 seconds", [Get, Host, "X-Other: é"], 500, "" },
        { "a client's own x-ms-invocation-id is 500, after 15 seconds", [Get, Host, "x-ms-invocation-id: 1"], 500, "" },
        { "a client's own X-MS-Invocation-Id is 500, after 15 seconds", [Get, Host, "X-MS-Invocation-Id: 3f2504e0-4f89-11d3-9a0c-0305e82c3301"], 500, "" },
        { "Host: a..b is 500", [Get, "Host: a..b"], 500, "" },
        { "HTTP/1.0 without Host is 500", ["GET /Echo HTTP/1.0"], 500, "" },
        { "HTTP/1.0 with Host is passed on", ["GET /Echo HTTP/1.0", Host], 200, "0: " },
        { "HEAD is 404", ["HEAD /Echo HTTP/1.1", Host], 404, "" },
        { "OPTIONS is 404", ["OPTIONS /Echo HTTP/1.1", Host], 404, "" },
        { "OPTIONS of a browser that asks first is 404", ["OPTIONS /Echo HTTP/1.1", Host, "Origin: null", "Access-Control-Request-Method: GET"], 404, "" },
    };

    [Theory]
    [MemberData(nameof(Observed))]
    public async Task LocalHost_answers_as_the_real_host_does(string what, string[] request, int status, string seen)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Echoing)]);

        (int Status, string Body) answer = await SendAsync(host.Application.Address, request);

        Assert.Equal((what, status, seen), (what, answer.Status, answer.Body));
        // A refused request runs no function, and the log tells the developer why.
        Assert.Equal(status == 500, host.Log.Entries.Any(entry => entry.EventId.Name == "RequestRejected"));
    }

    [Fact]
    public async Task Cookies_of_two_header_lines_are_joined()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Echoing)]);
        (int Status, string Body) answer = await SendAsync(
            host.Application.Address, ["GET /Cookies HTTP/1.1", Host, "Cookie: a=1; b=2", "Cookie: c=3"]);
        Assert.Equal((200, "a=1 b=2 c=3"), answer);
    }

    [Fact]
    public void Every_function_of_the_app_names_its_methods_and_none_is_HEAD_or_OPTIONS()
    {
        IReadOnlyList<HttpTriggerAttribute> triggers = [.. typeof(Authorize).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .SelectMany(parameter => parameter.GetCustomAttributes(typeof(HttpTriggerAttribute), inherit: false).Cast<HttpTriggerAttribute>())];
        Assert.NotEmpty(triggers);
        Assert.All(triggers, trigger => Assert.NotEmpty(trigger.Methods!));
        Assert.All(triggers.SelectMany(trigger => trigger.Methods!), method => Assert.Contains(method, Methods));
    }

    private static IEnumerable<string> Lines(int count) => Enumerable.Range(0, count).Select(number => $"X-Line-{number}: x");

    /// <summary>Sends exactly these lines, which no .NET client would send, and one more line that closes the connection.</summary>
    private static async Task<(int Status, string Body)> SendAsync(Uri address, string[] lines)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(AtOnce);
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", [.. lines, "Connection: close", "", ""])), limit.Token);
        using StreamReader reader = new(stream, Encoding.UTF8);
        string[] parts = (await reader.ReadToEndAsync(limit.Token)).Split("\r\n\r\n", 2);
        return (int.Parse(parts[0].Split(' ')[1], null), parts[1]);
    }

    public static class Echoing
    {
        [Function("Echo")]
        public static IResult Echo([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            StringValues purpose = request.Headers["X-Purpose"];
            return Text($"{purpose.Count}: {purpose}");
        }

        [Function("Cookies")]
        public static IResult Cookies([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            Text(string.Join(' ', request.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}").Order()));

        // Without a length the body would be chunked.
        private static IResult Text(string text) => Results.Bytes(Encoding.UTF8.GetBytes(text), "text/plain");
    }
}
