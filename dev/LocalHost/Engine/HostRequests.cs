using System.Text;
using Microsoft.AspNetCore.Http.Extensions;

namespace LeerId.LocalHost.Engine;

/// <summary>What the Functions host does with a request before the worker gets it, as far as it makes a difference.</summary>
internal static class HostRequests
{
    private const string InvocationId = "x-ms-invocation-id";

    // The worker takes 100, and the host adds its own.
    private const int MaximumHeaderLines = 97;

    /// <summary>
    /// Why the host answers the request with 500 and runs no function; null when it passes the request on. The host takes fifteen seconds
    /// for most of them, since it waits for a worker that never got the request. Here the answer comes at once.
    /// </summary>
    public static string? WhyNotPassedOn(HttpRequest request)
    {
        if (request.Headers.Sum(header => header.Value.Count) > MaximumHeaderLines)
            return $"it has more than {MaximumHeaderLines} header lines";
        if (!request.Headers.All(header => header.Value.All(line => Ascii.IsValid(line))))
            return "a header has characters that are not ASCII";
        if (request.Headers.ContainsKey(InvocationId))
            return $"it has a header {InvocationId}, which is the host's own";
        return Uri.TryCreate(request.GetEncodedUrl(), UriKind.Absolute, out _) ? null : "its Host is missing or not a host name";
    }

    /// <summary>The host passes the lines of one header on as one line (RFC 9110, section 5.3).</summary>
    public static void JoinLines(IHeaderDictionary headers)
    {
        foreach (string name in headers.Where(header => header.Value.Count > 1).Select(header => header.Key).ToArray())
        {
            string separator = name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? "; " : ", ";
            headers[name] = string.Join(separator, headers[name].ToArray());
        }
    }
}
