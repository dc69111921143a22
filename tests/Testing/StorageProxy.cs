using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace LeerId.Testing;

/// <summary>Stands between the software and Azurite's tables: counts what goes over the wire, and fails what a test names.</summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private static readonly string[] HopByHop = ["Connection", "Keep-Alive", "Transfer-Encoding", "Host", "Content-Length"];

    private readonly WebApplication _web;
    private readonly Uri _target;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private StorageProxy(WebApplication web, Uri target)
    {
        _web = web;
        _target = target;
    }

    /// <summary>Method and path of each request, without the account.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The query of each request that has one, as it went over the wire.</summary>
    public ConcurrentQueue<string> Queries { get; } = new();

    /// <summary>Does something in place of Azurite, for the requests it wants; null passes all through.</summary>
    public Func<string, RequestDelegate?> Instead { get; set; } = _ => null;

    /// <summary>The connection string with the tables behind this proxy.</summary>
    public string ConnectionString { get; private set; } = "";

    public static async Task<StorageProxy> StartAsync(string connectionString)
    {
        Dictionary<string, string> parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        Uri target = new(parts["TableEndpoint"]);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
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

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
        _client.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        string request = $"{context.Request.Method} {context.Request.Path.Value![_target.AbsolutePath.Length..].TrimStart('/')}";
        Requests.Enqueue(request);
        if (context.Request.QueryString.HasValue)
            Queries.Enqueue(context.Request.QueryString.Value!);
        await (Instead(request) ?? PassAsync)(context);
    }

    private async Task PassAsync(HttpContext context)
    {
        using HttpRequestMessage request = new(new HttpMethod(context.Request.Method), new Uri(_target, context.Request.Path + context.Request.QueryString));
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

        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> value) in response.Headers.Concat(response.Content.Headers).Where(header => !HopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[name] = value.ToArray();
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
