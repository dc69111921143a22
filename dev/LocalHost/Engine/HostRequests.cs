using System.Text;
using Microsoft.AspNetCore.Http.Extensions;

namespace LeerId.LocalHost.Engine;

/// <summary>The changes and refusals of the Functions host before the worker receives a request, as far as they affect a function.</summary>
internal static class HostRequests
{
    private const string InvocationId = "x-ms-invocation-id";

    // The worker accepts 100 lines, and the host adds its own.
    private const int MaximumHeaderLines = 97;

    /// <summary>
    /// The reason why the host answers with 500 and runs no function; null if it passes the request on. The real host needs fifteen seconds for
    /// most of these, because it waits for a worker that never received the request. LocalHost answers at once.
    /// </summary>
    public static string? RejectionReason(HttpRequest request)
    {
        if (request.Headers.Sum(header => header.Value.Count) > MaximumHeaderLines)
            return $"it has more than {MaximumHeaderLines} header lines";
        if (!request.Headers.All(header => header.Value.All(line => Ascii.IsValid(line))))
            return "a header has characters that are not ASCII";
        if (request.Headers.ContainsKey(InvocationId))
            return $"it has a header {InvocationId}, which is the host's own";
        return Uri.TryCreate(request.GetEncodedUrl(), UriKind.Absolute, out _) ? null : "its Host is missing or not a host name";
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
