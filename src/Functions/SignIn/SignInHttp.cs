using System.Buffers;
using System.Text;
using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using SameSiteMode = Microsoft.AspNetCore.Http.SameSiteMode;

namespace LeerId.Functions.SignIn;

/// <summary>What the sign-in functions share: the request's parts for Core, and Core's outcomes as HTTP.</summary>
internal static class SignInHttp
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string FormCharset = "utf-8";

    // What ACM posts is a few hundred bytes; anybody else may try more.
    private const int MaximumFormBytes = 64 * 1024;

    public static IReadOnlyDictionary<string, string> CookieValues(this HttpRequest request) =>
        new Dictionary<string, string>(request.Cookies, StringComparer.Ordinal);

    /// <summary>ACM's answer, from the query or the form; of a form that can't be read, one without anything in it.</summary>
    public static async ValueTask<AuthorizationResponse> ReadAuthorizationResponseAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        bool isFormPost = HttpMethods.IsPost(request.Method);
        return AuthorizationResponse.Read(isFormPost ? await ReadFormAsync(request, cancellationToken) : request.Query, isFormPost);
    }

    private static async Task<IEnumerable<KeyValuePair<string, StringValues>>> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (IsForm(request.ContentType) && await request.ReadBodyAsync(MaximumFormBytes, cancellationToken) is { } body)
                return await new FormReader(new MemoryStream(body), Encoding.UTF8).ReadFormAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // Too many fields, or broken off: refused like any other answer without a state.
        }

        return [];
    }

    private static bool IsForm(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals(FormCharset, StringComparison.OrdinalIgnoreCase));

    public static async ValueTask<IResult> ToResultAsync(this SignInOutcome outcome, PupilPages pages) =>
        outcome switch
        {
            SignInOutcome.Started started => new Redirect(started),
            SignInOutcome.Granted granted => new Document(pages.Render(granted), granted.Cookies),
            SignInOutcome.Refused refused => new Document(await pages.RenderAsync(refused), refused.Cookies),
            _ => throw new InvalidOperationException($"There is no answer for {outcome.GetType().Name}."),
        };

    /// <summary>A page that sets no cookies.</summary>
    public static IResult ToResult(this Page page) => new Document(page, []);

    private static void Prepare(HttpResponse response, IReadOnlyDictionary<string, string> headers, IReadOnlyList<BrowserCookie> cookies)
    {
        foreach ((string name, string value) in headers)
            response.Headers[name] = value;
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

    private sealed class Redirect(SignInOutcome.Started started) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            Prepare(httpContext.Response, PageHeaders.Common, started.Cookies);
            httpContext.Response.Redirect(started.Address.AbsoluteUri);
            return Task.CompletedTask;
        }
    }

    private sealed class Document(Page page, IReadOnlyList<BrowserCookie> cookies) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            HttpResponse response = httpContext.Response;
            Prepare(response, page.Headers, cookies);
            response.StatusCode = page.Status;
            response.ContentType = "text/html; charset=utf-8";
            response.ContentLength = page.Parts.Sum(part => (long)part.Length);
            foreach (ReadOnlyMemory<byte> part in page.Parts)
                response.BodyWriter.Write(part.Span);
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }
}
