using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace LeerId.Pages;

/// <summary>
/// The headers of every answer to a browser: no cache keeps it unless it is public, no referrer passes on its address to others, and no foreign content runs.
/// </summary>
public static class PageHeaders
{
    /// <summary>As the target of a form: this app.</summary>
    internal const string Self = "'self'";

    private const string ReferrerPolicy = "Referrer-Policy";

    /// <summary>For an answer without a document, such as a redirect.</summary>
    public static IReadOnlyDictionary<string, string> Common { get; } = new Dictionary<string, string>
    {
        ["Cache-Control"] = "no-store",
        [ReferrerPolicy] = "no-referrer",
        ["X-Content-Type-Options"] = "nosniff",
    }.ToFrozenDictionary();

    /// <summary>For a page with one style, perhaps one script, and forms that go to these sources.</summary>
    internal static FrozenDictionary<string, string> For(string style, string? script, params IReadOnlyList<string> formTargets) =>
        new Dictionary<string, string>(Common)
        {
            ["Content-Security-Policy"] = $"default-src 'none'; style-src {Hash(style)}; script-src {(script is null ? "'none'" : Hash(script))}; "
                + $"form-action {(formTargets.Count == 0 ? "'none'" : string.Join(' ', formTargets))}; base-uri 'none'; frame-ancestors 'none'",
            ["X-Frame-Options"] = "DENY",
            // Without a referrer to this app, browsers send the origin "null" with a form, and a sign-out could not tell it from one of another site.
            [ReferrerPolicy] = formTargets.Contains(Self) ? "same-origin" : Common[ReferrerPolicy],
        }.ToFrozenDictionary();

    /// <summary>
    /// An application as the target of a form. Browsers hold the rule against the addresses that it redirects to as well, and those are not known: any https
    /// address is allowed. The page has one form, whose address is registered, and nothing in it can add another.
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
