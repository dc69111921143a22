using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole;

/// <summary>Files for the browser to save.</summary>
internal static class ConsoleDownload
{
    /// <summary>A file that no cache keeps.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The name of the file.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="content">Its content.</param>
    public static IResult Of(ConsoleRequest request, string name, string mediaType, byte[] content)
    {
        foreach ((string header, string value) in PageHeaders.Common)
            request.Http.Response.Headers[header] = value;
        return Results.Bytes(content, mediaType, name);
    }
}
