using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.Extensions.Primitives;

namespace LeerId.Functions.SignIn;

/// <summary>Reads the parts of a request that the sign-in needs, and maps its outcomes to HTTP.</summary>
internal static class SignInHttp
{
    // ACM posts a few hundred bytes. Anybody else may send more.
    private const int MaximumFormBytes = 64 * 1024;

    public static IReadOnlyDictionary<string, string> CookieValues(this HttpRequest request) =>
        new Dictionary<string, string>(request.Cookies, StringComparer.Ordinal);

    /// <summary>ACM's answer, from the query or the form. A form that can't be read is an empty answer.</summary>
    public static async ValueTask<AuthorizationResponse> ReadAuthorizationResponseAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(request.Method))
            return AuthorizationResponse.Read(request.Query, isFormPost: false);
        IEnumerable<KeyValuePair<string, StringValues>> form = await request.ReadFormAsync(MaximumFormBytes, cancellationToken) ?? [];
        return AuthorizationResponse.Read(form, isFormPost: true);
    }

    public static async ValueTask<IResult> ToResultAsync(this SignInOutcome outcome, PupilPages pages, HttpRequest request) =>
        outcome switch
        {
            SignInOutcome.Started started => new Redirect(started),
            SignInOutcome.Refused refused => (await pages.RenderAsync(refused, request.Headers.AcceptLanguage)).ToResult(refused.Cookies),
            _ => throw new InvalidOperationException($"There is no response for {outcome.GetType().Name}."),
        };

    private sealed class Redirect(SignInOutcome.Started started) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.SetPageHeaders(PageHeaders.Common);
            httpContext.Response.SetCookies(started.Cookies);
            httpContext.Response.Redirect(started.Address.AbsoluteUri);
            return Task.CompletedTask;
        }
    }
}
