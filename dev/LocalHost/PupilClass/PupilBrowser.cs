using System.Net;

namespace LeerId.LocalHost.PupilClass;

/// <summary>The browser of one pupil: it keeps cookies and follows redirects.</summary>
internal sealed class PupilBrowser(HttpMessageInvoker http)
{
    private const int MaximumRedirects = 20;

    // A cookie of ASP.NET Core can be a little longer than the container takes by default.
    private readonly CookieContainer _cookies = new() { MaxCookieSize = 8192 };

    /// <summary>Opens an address, and gives the page at which the redirects end.</summary>
    /// <exception cref="HttpRequestException">A server can't be reached, or the redirects don't end.</exception>
    public async Task<PupilPage> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        for (int redirects = 0; redirects <= MaximumRedirects; redirects++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("text/html");
            if (_cookies.GetCookieHeader(Secure(address)) is { Length: > 0 } cookies)
                request.Headers.Add("Cookie", cookies);
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? given))
            {
                foreach (string cookie in given)
                    _cookies.SetCookies(Secure(address), cookie);
            }

            if (response.Headers.Location is not { } next)
                return new PupilPage(address, response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
            address = new Uri(address, next);
        }

        throw new HttpRequestException($"More than {MaximumRedirects} redirects.");
    }

    // Browsers send secure cookies to this machine over plain http. The container sends them only over https.
    private static Uri Secure(Uri address) => new UriBuilder(address) { Scheme = Uri.UriSchemeHttps }.Uri;
}

/// <summary>The page that a pupil sees. It is a class, so that it never prints its content.</summary>
internal sealed class PupilPage(Uri address, HttpStatusCode status, string html)
{
    public Uri Address => address;

    public HttpStatusCode Status => status;

    public string Html => html;
}
