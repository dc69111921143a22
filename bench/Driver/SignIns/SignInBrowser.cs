using System.Net;
using LeerId.Bench.Driver.Subjects;
using Microsoft.AspNetCore.WebUtilities;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>The last step of a sign-in.</summary>
internal enum SignInStep
{
    /// <summary>The redirect to the provider.</summary>
    Redirect,

    /// <summary>The return to the application with a code. For a relying party that is itself the application: its page.</summary>
    Code,

    /// <summary>The exchange of the code for tokens.</summary>
    Tokens,

    /// <summary>The claims, which complete the sign-in.</summary>
    Claims,
}

/// <summary>
/// Signs pupils in as a browser does: it follows redirects with its cookies until it gets a page, or until the application gets a code. Each
/// sign-in is a new pupil.
/// </summary>
internal sealed class SignInBrowser : IDisposable
{
    private const int MaximumRedirects = 6;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    })
    {
        DefaultRequestHeaders = { { "User-Agent", "bench" }, { "Accept", "text/html" } },
    };

    /// <summary>Runs one sign-in up to a step.</summary>
    /// <exception cref="HttpRequestException">The sign-in failed before that step.</exception>
    public async Task SignInAsync(RelyingParty party, SignInStep until = SignInStep.Claims)
    {
        string? code = await FollowAsync(party, until == SignInStep.Redirect ? 1 : MaximumRedirects);
        if (until is SignInStep.Redirect or SignInStep.Code || party.Application is not { } application)
            return;
        string token = await application.RedeemAsync(_client, code ?? throw new HttpRequestException("No code came."));
        if (until == SignInStep.Claims)
            await application.GetClaimsAsync(_client, token);
    }

    public void Dispose() => _client.Dispose();

    // Returns the code; null if a page was returned, or if the given number of redirects was reached.
    private async Task<string?> FollowAsync(RelyingParty party, int redirects)
    {
        Uri start = party.Start;
        Dictionary<string, string> cookies = [];
        Uri address = start;
        for (int requests = 0; requests < redirects; requests++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            bool isOurs = address.Authority == start.Authority;
            if (isOurs && cookies.Count > 0)
                request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));

            using HttpResponseMessage response = await _client.SendAsync(request);
            if (isOurs)
                Keep(cookies, response);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                await response.Content.CopyToAsync(Stream.Null);
                return null;
            }

            address = response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther && response.Headers.Location is { } next
                ? new Uri(address, next)
                : throw new HttpRequestException($"Status {(int)response.StatusCode} at {address.AbsolutePath}.", inner: null, response.StatusCode);
            if (party.Application is not null && address.Authority == ApplicationClient.RedirectUri.Authority)
                return QueryHelpers.ParseQuery(address.Query)["code"];
        }

        return redirects < MaximumRedirects ? null : throw new HttpRequestException("Too many redirects.");
    }

    private static void Keep(Dictionary<string, string> cookies, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set))
            return;
        foreach (string cookie in set)
        {
            string[] pair = cookie.Split(';', 2)[0].Split('=', 2);
            if (pair[1].Length == 0)
                cookies.Remove(pair[0]);
            else
                cookies[pair[0]] = pair[1];
        }
    }
}
