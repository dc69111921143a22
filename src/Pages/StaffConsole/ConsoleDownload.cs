using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeerId.Pages.StaffConsole;

/// <summary>A file for the browser to save. It is written while it is sent, and no cache keeps it. Its name says nothing about a pupil.</summary>
/// <param name="name">The name of the file.</param>
/// <param name="mediaType">Its media type.</param>
/// <param name="writeAsync">Writes its content.</param>
internal sealed class ConsoleDownload(string name, string mediaType, Func<Stream, CancellationToken, Task> writeAsync) : IResult
{
    /// <summary>A file whose content is in memory.</summary>
    public static ConsoleDownload Of(string name, string mediaType, ReadOnlyMemory<byte> content) =>
        new(name, mediaType, (stream, cancellationToken) => stream.WriteAsync(content, cancellationToken).AsTask());

    /// <summary>A CSV file (RFC 4180) in UTF-8.</summary>
    public static ConsoleDownload Csv(string name, ReadOnlyMemory<byte> content) => Of(name, "text/csv; charset=utf-8", content);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        foreach ((string header, string value) in PageHeaders.Common)
            response.Headers[header] = value;
        response.ContentType = mediaType;
        ContentDispositionHeaderValue disposition = new("attachment");
        disposition.SetHttpFileName(name);
        response.Headers.ContentDisposition = disposition.ToString();
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await writeAsync(response.Body, httpContext.RequestAborted);
    }
}
