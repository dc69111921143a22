using LeerId.Pages;
using LeerId.SignIn;

namespace LeerId.Functions;

/// <summary>Pages and cookies as HTTP.</summary>
internal static class PageHttp
{
    /// <summary>A page, with cookies to set or to end.</summary>
    public static IResult ToResult(this Page page, params IReadOnlyList<BrowserCookie> cookies) => cookies.Count == 0 ? page : new WithCookies(page, cookies);

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

    private sealed class WithCookies(Page page, IReadOnlyList<BrowserCookie> cookies) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.SetCookies(cookies);
            return page.ExecuteAsync(httpContext);
        }
    }
}
