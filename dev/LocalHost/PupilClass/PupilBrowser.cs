using System.Net;

namespace LeerId.LocalHost.PupilClass;

/// <summary>Imitates the browser of one pupil: it stores cookies and follows redirects.</summary>
internal sealed class PupilBrowser(HttpMessageInvoker http)
{
    private const int MaximumRedirects = 20;

    // By default the container rejects cookies of more than 4096 characters. Those of ASP.NET Core can be slightly longer.
    private readonly CookieContainer _cookies = new() { MaxCookieSize = 8192 };

    /// <summary>Opens an address, follows the redirects and returns the last page.</summary>
    /// <exception cref="HttpRequestException">A server can't be reached, or there are too many redirects.</exception>
    public async Task<PupilPage> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        for (int redirects = 0; redirects <= MaximumRedirects; redirects++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("text/html");
            if (_cookies.GetCookieHeader(AsHttps(address)) is { Length: > 0 } cookies)
                request.Headers.Add("Cookie", cookies);
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? given))
            {
                foreach (string cookie in given)
                    _cookies.SetCookies(AsHttps(address), cookie);
            }

            if (response.Headers.Location is not { } next)
                return new PupilPage(address, response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
            address = new Uri(address, next);
        }

        throw new HttpRequestException($"The browser stopped after {MaximumRedirects} redirects.");
    }

    // Browsers send secure cookies to this machine over plain http too. The container doesn't, so it is given an https address.
    private static Uri AsHttps(Uri address) => new UriBuilder(address) { Scheme = Uri.UriSchemeHttps }.Uri;
}

/// <summary>A page that a pupil sees. It is no record, because the text of a record would include the page with the pupil's data.</summary>
internal sealed class PupilPage(Uri address, HttpStatusCode status, string html)
{
    public Uri Address => address;

    public HttpStatusCode Status => status;

    public string Html => html;
}
