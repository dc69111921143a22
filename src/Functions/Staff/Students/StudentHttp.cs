using LeerId.PrivacyLog;
using LeerId.Staff;
using LeerId.Students.DataSubjects;
using Microsoft.Net.Http.Headers;

namespace LeerId.Functions;

/// <summary>What the functions about pupils share: Core's outcomes as HTTP.</summary>
internal static class StudentHttp
{
    private const string RetryAfterSeconds = "60";

    /// <summary>Whether the caller would rather have a page than JSON (RFC 9110, section 12.5.1); JSON where it doesn't matter.</summary>
    public static bool PrefersPage(this HttpRequest request)
    {
        IList<MediaTypeHeaderValue> accepted = request.GetTypedHeaders().Accept;
        return Quality("text/html") > Quality("application/json");

        double Quality(string type) => accepted.Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    public static IResult Invalid(IReadOnlyList<RequestFault> faults) =>
        StaffHttp.Problem(StatusCodes.Status400BadRequest, "body-invalid", "The body is not what it must be.", faults);

    public static IResult OutOfTime(HttpRequest request)
    {
        request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        return StaffHttp.Problem(
            StatusCodes.Status503ServiceUnavailable, "search-not-finished",
            "The search for this account was not finished in time, so it can't be said whether anything is kept. Try again; with the leerIdUuid it takes no search.");
    }

    public static IResult ToResult(this PrivacyLogOutcome outcome, HttpRequest request) => outcome switch
    {
        PrivacyLogOutcome.Read read => StaffHttp.Json(read.Answer, StudentJson.Default.PrivacyLogAnswer),
        PrivacyLogOutcome.OutOfTime => OutOfTime(request),
        PrivacyLogOutcome.Invalid invalid => Invalid(invalid.Faults),
        _ => throw new InvalidOperationException($"There is no answer for {outcome.GetType().Name}."),
    };
}
