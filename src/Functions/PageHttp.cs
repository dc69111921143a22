using System.Buffers;
using LeerId.Pages;
using LeerId.SignIn;

namespace LeerId.Functions;

/// <summary>Pages and cookies as HTTP.</summary>
internal static class PageHttp
{
    /// <summary>A page, with cookies to set or to end.</summary>
    public static IResult ToResult(this Page page, params IReadOnlyList<BrowserCookie> cookies) => new Document(page, cookies);

    /// <summary>Sets the headers of every answer to a browser.</summary>
    public static void SetPageHeaders(this HttpResponse response, IReadOnlyDictionary<string, string> headers)
    {
        foreach ((string name, string value) in headers)
            response.Headers[name] = value;
    }

    /// <summary>Sets and ends cookies.</summary>
    public static void SetCookies(this HttpResponse response, IReadOnlyList<BrowserCookie> cookies)
    {
        foreach (BrowserCookie cookie in cookies)
        {
            response.Cookies.Append(cookie.Name, cookie.Value ?? "", new CookieOptions
            {
                HttpOnly = true,
                Secure = true,
                SameSite = cookie.CrossSite ? SameSiteMode.None : SameSiteMode.Lax,
                Path = "/",
                MaxAge = cookie.MaxAge,
            });
        }
    }

    private sealed class Document(Page page, IReadOnlyList<BrowserCookie> cookies) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            HttpResponse response = httpContext.Response;
            response.SetPageHeaders(page.Headers);
            response.SetCookies(cookies);
            response.StatusCode = page.Status;
            response.ContentType = "text/html; charset=utf-8";
            response.ContentLength = page.Parts.Sum(part => (long)part.Length);
            foreach (ReadOnlyMemory<byte> part in page.Parts)
                response.BodyWriter.Write(part.Span);
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }
}
