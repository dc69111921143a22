using LeerId.Pages;
using LeerId.SignIn;

namespace LeerId.Functions;

/// <summary>Writes pages and cookies to HTTP responses.</summary>
internal static class PageHttp
{
    /// <summary>A page, with cookies to set or to delete.</summary>
    public static IResult ToResult(this Page page, params IReadOnlyList<BrowserCookie> cookies) => cookies.Count == 0 ? page : new WithCookies(page, cookies);

    /// <summary>Sets the headers of every response to a browser.</summary>
    public static void SetPageHeaders(this HttpResponse response, IReadOnlyDictionary<string, string> headers)
    {
        foreach ((string name, string value) in headers)
            response.Headers[name] = value;
    }

    /// <summary>Sets and deletes cookies.</summary>
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

    private sealed class WithCookies(Page page, IReadOnlyList<BrowserCookie> cookies) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.SetCookies(cookies);
            return page.ExecuteAsync(httpContext);
        }
    }
}
