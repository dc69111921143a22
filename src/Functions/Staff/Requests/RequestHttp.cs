using System.Globalization;
using LeerId.Requests;
using LeerId.Staff;
using Microsoft.Extensions.Primitives;

namespace LeerId.Functions.Staff.Requests;

/// <summary>
/// Maps outcomes of calls about requests of data subjects to HTTP. The ETag is the version of the request. With it in If-Match, an editor can't overwrite
/// somebody else's change (RFC 9110, section 13.1.1).
/// </summary>
internal static class RequestHttp
{
    private const string AnyVersion = "*";

    // No version is 0, so an invalid If-Match matches nothing.
    private const int NoVersion = 0;

    /// <summary>The request without personal data, or the problem.</summary>
    public static IResult ToResult(this RequestOutcome outcome, HttpRequest request, int done = StatusCodes.Status200OK) => outcome switch
    {
        RequestOutcome.Done it => StaffHttp.Json(
            RequestSummary.Of(WithETag(request, it.Request), it.Today), RequestJson.Default.RequestSummary, done),
        RequestOutcome.Invalid invalid => StaffHttp.NotAllowed("values-invalid", "The body has values that are not allowed. Nothing is done.", invalid.Faults),
        RequestOutcome.NotPossible refused => StaffHttp.Problem(
            StatusCodes.Status409Conflict, "step-not-possible", "The request does not allow this step now. Nothing is done.", [refused.Fault]),
        RequestOutcome.Changed => StaffHttp.Problem(
            StatusCodes.Status412PreconditionFailed, "request-changed",
            "Somebody changed the request since it was read. Nothing is done. Read it again, and decide again."),
        RequestOutcome.MailMissing => StaffHttp.Problem(
            StatusCodes.Status409Conflict, "requests-mail-missing",
            "The setting Requests:Mail is empty, so nobody would be reminded of the request. Nothing is done. Ask the operator to set it."),
        RequestOutcome.KeyReused => IdempotencyHttp.KeyReused(),
        _ => StaffHttp.Problem(StatusCodes.Status404NotFound, "not-found", "There is no request with that number."),
    };

    /// <summary>The whole request, or the problem.</summary>
    public static IResult ToWholeResult(this RequestOutcome outcome, HttpRequest request) => outcome is RequestOutcome.Done it
        ? StaffHttp.Json(RequestView.Of(WithETag(request, it.Request), it.Today), RequestJson.Default.RequestView)
        : outcome.ToResult(request);

    /// <summary>The member of staff who changes a request, and the version in If-Match.</summary>
    public static RequestEditor EditorOf(this HttpRequest request, StaffCaller caller) => new(caller.ObjectId, VersionIn(request.Headers.IfMatch));

    /// <summary>Whether to list the open requests or the closed ones; null for all.</summary>
    /// <exception cref="StaffRequestException">The parameter has another value.</exception>
    public static bool? IsOpen(this HttpRequest request) => (string?)request.Query["state"] switch
    {
        null => null,
        "open" => true,
        "closed" => false,
        _ => throw new StaffRequestException(StatusCodes.Status400BadRequest, "state-unknown", "The parameter state must be open or closed."),
    };

    private static DataSubjectRequest WithETag(HttpRequest request, DataSubjectRequest found)
    {
        request.HttpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{found.Version}\"");
        return found;
    }

    private static int? VersionIn(StringValues ifMatch) => ifMatch switch
    {
        [] => null,
        [AnyVersion] => null,
        [['"', .. var version, '"']] when int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => number,
        _ => NoVersion,
    };
}
