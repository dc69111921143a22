using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LeerId.Functions;

/// <summary>Reads the bodies of requests up to a maximum, and discards the rest.</summary>
public static class RequestBody
{
    private const int BufferBytes = 81_920;
    private const string FormType = "application/x-www-form-urlencoded";
    private const string FormCharset = "utf-8";

    /// <summary>Registers the middleware that reads every function's request to its end. Both hosts call this.</summary>
    public static IServiceCollection AddRequestBodies(this IServiceCollection services) => services
        .AddSingleton<IStartupFilter, Drain>()
        .AddSingleton<IMemoryPoolFactory<byte>, RequestBuffers>();

    /// <summary>The whole body; null if it is longer than the maximum. No more than the maximum is ever in memory.</summary>
    /// <exception cref="IOException">The body is incomplete, or not valid HTTP.</exception>
    internal static async Task<byte[]?> ReadBodyAsync(this HttpRequest request, int maximum, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maximum)
            return null;

        using MemoryStream bytes = new();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (bytes.Length + read > maximum)
                    return null;
                bytes.Write(buffer, 0, read);
            }

            return bytes.ToArray();
        }
        finally
        {
            // A body can contain secrets and personal data.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>The fields of a form in UTF-8; null if the body is not such a form, is longer than the maximum, or is incomplete.</summary>
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
    /// Reads and discards the part of a body that the function did not read, for every caller and every response. The Functions host forwards the body. If the
    /// connection closed before its end, the host would answer 500 instead of the function.
    /// </summary>
    private sealed class Drain : IStartupFilter
    {
        // The limit is above the 100 MiB that the Functions host accepts.
        private const long MaximumBytes = 128 * 1024 * 1024;

        // The time suffices for a file over a slow connection. The web server itself would close the connection after five seconds.
        private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

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
            // A client that waits for 100 Continue gets its response now, and sends no body.
            if (!context.Request.Headers.Expect.Contains("100-continue", StringComparer.OrdinalIgnoreCase))
                await DrainAsync(context);
        }

        private static async Task DrainAsync(HttpContext context)
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            limit.CancelAfter(Timeout);
            try
            {
                await context.Request.Body.CopyToAsync(Stream.Null, limit.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The body is incomplete, too long or too slow. The client has its response, and the web server closes the connection.
            }
        }
    }
}
