using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace LeerId.Pages;

/// <summary>A page as it is sent to the browser. It can contain a code for an application or a pupil's data: never log or print it.</summary>
public sealed class Page : IResult
{
    /// <summary>Encodes only the characters that have a meaning in HTML. Letters with accents stay as they are.</summary>
    internal static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    internal Page(int status, IReadOnlyList<ReadOnlyMemory<byte>> parts, IReadOnlyDictionary<string, string> headers)
    {
        Status = status;
        Parts = parts;
        Headers = headers;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The headers to send with the page.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The document in UTF-8, in parts. A part that is the same for everybody is created once, and not copied for each page.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        HttpResponse response = httpContext.Response;
        foreach ((string name, string value) in Headers)
            response.Headers[name] = value;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = Parts.Sum(part => (long)part.Length);
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        foreach (ReadOnlyMemory<byte> part in Parts)
            response.BodyWriter.Write(part.Span);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>Renders a page completely before anything is sent, so that a failure never sends half a page.</summary>
    internal static async ValueTask<Page> RenderAsync(RazorSlice view, int status, IReadOnlyDictionary<string, string> headers)
    {
        using (view)
        using (MemoryStream document = new())
        {
            await view.RenderAsync(document, Encoder);
            return new Page(status, [document.ToArray()], headers);
        }
    }
}
