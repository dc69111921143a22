using System.Net;

namespace LeerId.Bench.Driver.SignIns;

/// <summary>Signs people in as a browser does: follows redirects with the cookies it was given, until a page comes. A fresh pupil each time.</summary>
internal sealed class SignInBrowser : IDisposable
{
    private const int MostRedirects = 6;

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

    /// <summary>One whole sign-in.</summary>
    /// <exception cref="HttpRequestException">It did not end with a page.</exception>
    public async Task SignInAsync(Uri start)
    {
        Dictionary<string, string> cookies = [];
        Uri address = start;
        for (int requests = 0; requests < MostRedirects; requests++)
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
                return;
            }

            address = response.StatusCode == HttpStatusCode.Redirect && response.Headers.Location is { } next
                ? new Uri(address, next)
                : throw new HttpRequestException($"Status {(int)response.StatusCode} at {address.AbsolutePath}.");
        }

        throw new HttpRequestException("Too many redirects.");
    }

    /// <summary>The first step only: up to the redirect to the provider.</summary>
    public async Task BeginAsync(Uri start)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, start);
        using HttpResponseMessage response = await _client.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.Redirect)
            throw new HttpRequestException($"Status {(int)response.StatusCode} at {start.AbsolutePath}.");
    }

    public void Dispose() => _client.Dispose();

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
