using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace LeerId.Pages;

/// <summary>
/// The headers of every answer to a browser. Caches don't keep it unless it is public, no referrer reveals its address to others, and no
/// foreign content runs.
/// </summary>
public static class PageHeaders
{
    /// <summary>This app, as the target of a form.</summary>
    internal const string Self = "'self'";

    private const string ReferrerPolicy = "Referrer-Policy";

    /// <summary>The headers of an answer without a document, such as a redirect.</summary>
    public static IReadOnlyDictionary<string, string> Common { get; } = new Dictionary<string, string>
    {
        ["Cache-Control"] = "no-store",
        [ReferrerPolicy] = "no-referrer",
        ["X-Content-Type-Options"] = "nosniff",
    }.ToFrozenDictionary();

    /// <summary>The headers of a page with one style, an optional script, and forms that post to the given sources.</summary>
    internal static FrozenDictionary<string, string> For(string style, string? script, params IReadOnlyList<string> formTargets) =>
        new Dictionary<string, string>(Common)
        {
            ["Content-Security-Policy"] = $"default-src 'none'; style-src {Hash(style)}; script-src {(script is null ? "'none'" : Hash(script))}; "
                + $"form-action {(formTargets.Count == 0 ? "'none'" : string.Join(' ', formTargets))}; base-uri 'none'; frame-ancestors 'none'",
            ["X-Frame-Options"] = "DENY",
            // Without a referrer to this app, browsers send the origin "null" with a form. A sign-out form could then not be distinguished from one
            // of another site.
            [ReferrerPolicy] = formTargets.Contains(Self) ? "same-origin" : Common[ReferrerPolicy],
        }.ToFrozenDictionary();

    /// <summary>
    /// The sources that allow a form to post to an application. Browsers also apply the rule to the addresses to which the application
    /// redirects. Those are unknown, so any https address is allowed. The page has only one form, whose address is registered, and no content
    /// of the page can add another.
    /// </summary>
    internal static string FormTarget(Uri address) => address.Scheme == Uri.UriSchemeHttps ? "https:" : Origin(address);

    /// <summary>The origin of an address, in ASCII: an international host name in its encoded form.</summary>
    public static string Origin(Uri address)
    {
        string host = address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost;
        return $"{address.Scheme}://{host}{(address.IsDefaultPort ? "" : $":{address.Port}")}";
    }

    private static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
}
