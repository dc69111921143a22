using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole;

/// <summary>A file that the browser saves and no cache keeps. Its name says nothing about whom it is.</summary>
internal sealed class ConsoleDownload(byte[] content, string mediaType, string name) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        foreach ((string header, string value) in PageHeaders.Common)
            response.Headers[header] = value;
        response.ContentType = mediaType;
        response.ContentLength = content.Length;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await response.Body.WriteAsync(content, httpContext.RequestAborted);
    }
}
