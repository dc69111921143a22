using System.Text;
using Microsoft.AspNetCore.Http.Extensions;

namespace LeerId.LocalHost.Engine;

/// <summary>Imitates what the Functions host does with a request before the worker gets it: it rejects some requests, and joins header lines.</summary>
internal static class HostRequests
{
    private const string InvocationId = "x-ms-invocation-id";

    // The worker accepts 100 header lines, including those that the host adds.
    private const int MaximumHeaderLines = 97;

    /// <summary>
    /// The reason why the Functions host answers 500 and runs no function; null if it passes the request on. The real host takes fifteen seconds
    /// for most of these answers, because it waits for a worker that never got the request. LocalHost answers at once.
    /// </summary>
    public static string? RejectionReason(HttpRequest request)
    {
        if (request.Headers.Sum(header => header.Value.Count) > MaximumHeaderLines)
            return $"it has more than {MaximumHeaderLines} header lines";
        if (!request.Headers.All(header => header.Value.All(line => Ascii.IsValid(line))))
            return "one of its headers has a character that isn't ASCII";
        if (request.Headers.ContainsKey(InvocationId))
            return $"it has the header {InvocationId}, which only the host may add";
        return Uri.TryCreate(request.GetEncodedUrl(), UriKind.Absolute, out _) ? null : "its Host header is missing or isn't a host name";
    }

    /// <summary>Joins the lines of each header into one line, as the host does (RFC 9110, section 5.3).</summary>
    public static void JoinLines(IHeaderDictionary headers)
    {
        foreach (string name in headers.Where(header => header.Value.Count > 1).Select(header => header.Key).ToArray())
        {
            string separator = name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? "; " : ", ";
            headers[name] = string.Join(separator, headers[name].ToArray());
        }
    }
}
