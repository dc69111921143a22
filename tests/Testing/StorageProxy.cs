using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace LeerId.Testing;

/// <summary>A proxy between the app and Azurite's tables. It records the requests, and a test can make requests fail.</summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private static readonly string[] HopByHop = ["Connection", "Keep-Alive", "Transfer-Encoding", "Host", "Content-Length"];

    private readonly WebApplication _web;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private Uri _target;
    private ConcurrentQueue<string>? _answers;

    private StorageProxy(WebApplication web, Uri target)
    {
        _web = web;
        _target = target;
    }

    /// <summary>The method and path of each request, without the account.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The query string of each request that has one, still encoded.</summary>
    public ConcurrentQueue<string> Queries { get; } = new();

    /// <summary>
    /// Gets the method and path of a request. Returns the handler that answers the request instead of Azurite, or null to pass the request on.
    /// </summary>
    public Func<string, RequestDelegate?> Intercept { get; set; } = _ => null;

    /// <summary>
    /// Gets the decoded query string of a request. Returns the handler that answers the request instead of Azurite, or null to pass it on.
    /// </summary>
    public Func<string, RequestDelegate?> InterceptQuery { get; set; } = _ => null;

    /// <summary>Whether Azurite executes a request, but the client gets no answer because the connection breaks.</summary>
    public Func<string, bool> LosesAnswer { get; set; } = _ => false;

    /// <summary>
    /// The number of rows per page that replaces the number in each query; null to change nothing. With a small number pages end early, as they
    /// can on Azure.
    /// </summary>
    public int? PageSize { get; set; }

    /// <summary>The maximum number of requests per second.</summary>
    public RateLimit RateLimit { get; } = new();

    /// <summary>Runs before each request is answered.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Answers 403, which the storage client doesn't retry.</summary>
    public static RequestDelegate Refuse { get; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    };

    /// <summary>Answers 503 with Retry-After, as Azure does when an account is overloaded.</summary>
    public static RequestDelegate Busy(string retryAfter) => context =>
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    /// <summary>The connection string of the account, with the address of this proxy for the tables.</summary>
    public string ConnectionString { get; private set; } = "";

    public static async Task<StorageProxy> StartAsync(string connectionString)
    {
        Dictionary<string, string> parts = Parts(connectionString);
        Uri target = new(parts["TableEndpoint"]);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        WebApplication web = builder.Build();
        StorageProxy proxy = new(web, target);
        web.Run(proxy.HandleAsync);
        await web.StartAsync();

        parts["TableEndpoint"] = new Uri(new Uri(web.Urls.Single()), target.AbsolutePath).ToString();
        proxy.ConnectionString = string.Join(';', parts.Select(part => $"{part.Key}={part.Value}"));
        return proxy;
    }

    /// <summary>Sends all later requests to another Azurite or another account.</summary>
    public void Retarget(string connectionString) => _target = new Uri(Parts(connectionString)["TableEndpoint"]);

    /// <summary>Records the bodies of all later answers of Azurite.</summary>
    public ConcurrentQueue<string> CaptureAnswers() => _answers = new ConcurrentQueue<string>();

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
        _client.Dispose();
    }

    private static Dictionary<string, string> Parts(string connectionString) => connectionString
        .Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);

    private async Task HandleAsync(HttpContext context)
    {
        string request = $"{context.Request.Method} {context.Request.Path.Value![_target.AbsolutePath.Length..].TrimStart('/')}";
        Requests.Enqueue(request);
        if (context.Request.QueryString.HasValue)
            Queries.Enqueue(context.Request.QueryString.Value!);
        await RateLimit.AcquireAsync();
        await Before(request);
        string query = Uri.UnescapeDataString(context.Request.QueryString.Value ?? "");
        await (Intercept(request) ?? InterceptQuery(query) ?? (c => PassAsync(c, LosesAnswer(request))))(context);
    }

    private string Query(HttpContext context) => PageSize is { } size
        ? string.Join('&', (context.Request.QueryString.Value ?? "").Split('&').Select(part => part.Split('=')[0].EndsWith("top", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{part.Split('=')[0]}={size}") : part))
        : context.Request.QueryString.Value ?? "";

    private async Task PassAsync(HttpContext context, bool losesAnswer)
    {
        using HttpRequestMessage request = new(new HttpMethod(context.Request.Method), new Uri(_target, context.Request.Path + Query(context)));
        if (context.Request.ContentLength is > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.ContentLength = context.Request.ContentLength;
        }

        foreach ((string name, StringValues value) in context.Request.Headers.Where(header => !HopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        }

        using HttpResponseMessage response = await _client.SendAsync(request, context.RequestAborted);
        if (losesAnswer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> value) in response.Headers.Concat(response.Content.Headers)
            .Where(header => !HopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[name] = value.ToArray();
        byte[] body = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        _answers?.Enqueue(System.Text.Encoding.UTF8.GetString(body));
        // If the answer must not have a body, as with 204, Kestrel fails even when zero bytes are written.
        if (body.Length > 0)
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
