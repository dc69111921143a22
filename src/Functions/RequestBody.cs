using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LeerId.Functions;

/// <summary>The bodies of requests: how much of one is taken, and what becomes of the rest.</summary>
public static class RequestBody
{
    private const int BufferBytes = 81_920;
    private const string FormType = "application/x-www-form-urlencoded";
    private const string FormCharset = "utf-8";

    /// <summary>Has every function's request read to its end. Both hosts call this.</summary>
    public static IServiceCollection AddRequestBodies(this IServiceCollection services) => services.AddSingleton<IStartupFilter, Drain>();

    /// <summary>The whole body; null if it is longer than the maximum, of which never more is in memory.</summary>
    /// <exception cref="IOException">The body broke off, or is no valid HTTP.</exception>
    internal static async Task<byte[]?> ReadBodyAsync(this HttpRequest request, int maximum, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maximum)
            return null;

        using MemoryStream bytes = new();
        byte[] buffer = new byte[BufferBytes];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > maximum)
                return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    /// <summary>The fields of a form in UTF-8; null if the body is no such form, is longer than the maximum, or breaks off.</summary>
    internal static async Task<Dictionary<string, StringValues>?> ReadFormAsync(this HttpRequest request, int maximum, CancellationToken cancellationToken)
    {
        try
        {
            return IsForm(request.ContentType) && await request.ReadBodyAsync(maximum, cancellationToken) is { } body
                ? await new FormReader(new MemoryStream(body), Encoding.UTF8).ReadFormAsync(cancellationToken)
                : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static bool IsForm(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals(FormCharset, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Reads the part of a body that the function did not read, and discards it, for each caller and each answer. If the connection closed before
    /// its end, the Functions host, which passes the body on, would answer 500 in place of the function.
    /// </summary>
    private sealed class Drain : IStartupFilter
    {
        // More than the 100 MiB that the Functions host lets through.
        private const long MaximumBytes = 128 * 1024 * 1024;

        // Long enough for a file over a slow line. The web server itself would close the connection after five seconds.
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(RunAsync);
            next(app);
        };

        private static async Task RunAsync(HttpContext context, RequestDelegate next)
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
                body.MaxRequestBodySize = MaximumBytes;
            await next(context);
            // A client that waits for 100 Continue has its answer now, and sends no body.
            if (!context.Request.Headers.Expect.Contains("100-continue", StringComparer.OrdinalIgnoreCase))
                await DrainAsync(context);
        }

        private static async Task DrainAsync(HttpContext context)
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            limit.CancelAfter(Patience);
            try
            {
                await context.Request.Body.CopyToAsync(Stream.Null, limit.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // Broken off, too long or too slow: the answer is given, and the web server closes the connection.
            }
        }
    }
}
