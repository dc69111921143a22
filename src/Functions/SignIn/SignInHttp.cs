using LeerId.Pages;
using LeerId.Pages.Pupils;
using LeerId.SignIn;
using Microsoft.Extensions.Primitives;

namespace LeerId.Functions.SignIn;

/// <summary>The request's parts for the sign-in, and its outcomes as HTTP.</summary>
internal static class SignInHttp
{
    // What ACM posts is a few hundred bytes; anybody else may try more.
    private const int MaximumFormBytes = 64 * 1024;

    public static IReadOnlyDictionary<string, string> CookieValues(this HttpRequest request) =>
        new Dictionary<string, string>(request.Cookies, StringComparer.Ordinal);

    /// <summary>ACM's answer, from the query or the form; of a form that can't be read, one without anything in it.</summary>
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
            _ => throw new InvalidOperationException($"There is no answer for {outcome.GetType().Name}."),
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
