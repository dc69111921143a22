using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LeerId.Testing;

/// <summary>
/// Imitates a pupil's browser as far as a sign-in needs it. It sends its cookies with every request, because all servers of a test have the same
/// host name and browsers ignore the port. It sends secure cookies over plain http, as browsers do to loopback addresses. It doesn't follow
/// redirects.
/// </summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public Dictionary<string, string> Cookies { get; } = [];

    public async Task<Answer> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        return await SendAsync(request, cancellationToken);
    }

    public async Task<Answer> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a request with the stored cookies, and stores those of the answer.</summary>
    public async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Accept.ParseAdd("text/html,*/*;q=0.8");
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
        string[] setCookies = response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? values) ? [.. values] : [];
        foreach (string setCookie in setCookies)
            Store(setCookie);

        return new Answer(
            request.RequestUri!,
            response.StatusCode,
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            setCookies,
            await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public void Dispose() => _client.Dispose();

    private void Store(string setCookie)
    {
        string[] parts = setCookie.Split(';', StringSplitOptions.TrimEntries);
        string[] pair = parts[0].Split('=', 2);
        bool isDeleted = pair[1].Length == 0 || parts.Contains("max-age=0", StringComparer.OrdinalIgnoreCase)
            || parts.Any(part => part.StartsWith("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase));
        if (isDeleted)
            Cookies.Remove(pair[0]);
        else
            Cookies[pair[0]] = pair[1];
    }
}

/// <summary>A server's answer.</summary>
public sealed partial record Answer(
    Uri Address, HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> SetCookies, string Body)
{
    private IHtmlDocument? _document;

    public IHtmlDocument Document => _document ??= new HtmlParser().ParseDocument(Body);

    /// <summary>The absolute address to which the answer redirects.</summary>
    public Uri Location => new(Address, Headers["Location"]);

    /// <summary>The support code on a refusal page; null if the page has none.</summary>
    public string? SupportCode => CodePattern().Match(Body) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The authorization code for the application, from the address of a redirect or from a form; null if there is none.</summary>
    public string? Code =>
        Headers.ContainsKey("Location") ? LocationParameter("code") is { Length: > 0 } code ? code : null
        : (Document.QuerySelector("input[name=code]") as IHtmlInputElement)?.Value;

    /// <summary>The fields of the form on the page, with their values.</summary>
    public Dictionary<string, string> FormFields() => Document.QuerySelectorAll("form input[name]")
        .OfType<IHtmlInputElement>().ToDictionary(input => input.Name!, input => input.Value);

    /// <summary>A parameter of the address to which the answer redirects; empty if it is absent.</summary>
    public string LocationParameter(string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Location.Query).GetValueOrDefault(name).ToString();

    /// <summary>The text that a failing test prints. The body is left out, because it can contain a pupil's token.</summary>
    public override string ToString() => $"{(int)Status} of {Address.AbsolutePath}, support code {SupportCode ?? "none"}";

    [GeneratedRegex("<strong>([2-9A-Z]{4}-[2-9A-Z]{4})</strong>")]
    private static partial Regex CodePattern();
}
