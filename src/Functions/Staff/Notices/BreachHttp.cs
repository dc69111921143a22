using System.Globalization;
using LeerId.Notices;

namespace LeerId.Functions.Staff.Notices;

/// <summary>
/// The version of a breach in HTTP: the header <c>ETag</c> of a response, and <c>If-Match</c> of a request that changes the breach (RFC 9110,
/// section 13.1.1).
/// </summary>
internal static class BreachHttp
{
    /// <summary>Adds the version to a response.</summary>
    public static void SetVersion(this HttpResponse response, int version) => response.Headers.ETag = $"\"{version}\"";

    /// <summary>Acts on the breach with a number, at the version in the request.</summary>
    public static async Task<IResult> ToBreachAsync(this HttpRequest request, string number, Func<string, int, Task<NoticeOutcome>> act)
    {
        if (!NoticeReference.TryParse($"breach/{number}", out NoticeReference reference))
            return NoticeHttp.Unknown();
        if (request.Headers.IfMatch is not [{ } tag])
        {
            return StaffHttp.Problem(
                StatusCodes.Status428PreconditionRequired, "if-match-missing",
                "The header If-Match must have the ETag of the breach as you read it. Get the breach first.");
        }

        // A text that is not a version matches no version of the breach.
        int version = tag.Trim() is ['"', .. { } digits, '"']
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int read) ? read : -1;
        NoticeOutcome outcome = await act(reference.Number, version);
        if (outcome is NoticeOutcome.Registered stored)
            request.HttpContext.Response.SetVersion(stored.Reference.Part.Length > 0 ? version + 1 : version);
        return outcome.ToResult(StatusCodes.Status200OK);
    }
}
