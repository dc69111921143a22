using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeerId.Pages.StaffConsole;

/// <summary>A file that the browser saves. Its name contains no personal data. The console forbids caches to keep any of its answers.</summary>
/// <param name="name">The name of the file.</param>
/// <param name="mediaType">Its media type.</param>
/// <param name="content">Its content.</param>
internal sealed class ConsoleDownload(string name, string mediaType, ReadOnlyMemory<byte> content) : IResult
{
    /// <summary>A CSV file (RFC 4180) in UTF-8.</summary>
    public static ConsoleDownload Csv(string name, ReadOnlyMemory<byte> content) => new(name, "text/csv; charset=utf-8", content);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = mediaType;
        ContentDispositionHeaderValue disposition = new("attachment");
        disposition.SetHttpFileName(name);
        response.Headers.ContentDisposition = disposition.ToString();
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(content, httpContext.RequestAborted);
    }
}
