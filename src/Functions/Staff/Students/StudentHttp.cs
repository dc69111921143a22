using LeerId.DataSubjects;
using LeerId.PrivacyLog;
using LeerId.Text;

namespace LeerId.Functions.Staff.Students;

/// <summary>Maps outcomes of calls about pupils to HTTP.</summary>
internal static class StudentHttp
{
    private const string RetryAfterSeconds = "60";

    public static IResult Invalid(IReadOnlyList<FieldFault> faults) =>
        StaffHttp.NotAllowed("values-invalid", "The body has values that are not allowed.", faults);

    public static IResult ReferToPrivacy() => StaffHttp.Problem(
        StatusCodes.Status403Forbidden, "refer-to-privacy", "Only the role privacy may see this pupil. Refer the question to the privacy service.");

    public static IResult Restricted() => StaffHttp.Problem(
        StatusCodes.Status409Conflict, "restricted",
        "The data of this pupil are restricted (GDPR, article 18). Nothing is erased. Lift the restriction first, or uphold the objection.");

    public static IResult OutOfTime(HttpRequest request)
    {
        request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        return StaffHttp.Problem(
            StatusCodes.Status503ServiceUnavailable, "search-not-finished",
            "The search for this account was not finished in time, so it is unknown whether anything is kept. Try again, "
                + "or use the leerIdUuid, which needs no search.");
    }

    public static IResult ToResult(this PrivacyLogOutcome outcome, HttpRequest request) => outcome switch
    {
        PrivacyLogOutcome.Read read => StaffHttp.Json(read.Answer, StudentJson.Default.PrivacyLogAnswer),
        PrivacyLogOutcome.OutOfTime => OutOfTime(request),
        PrivacyLogOutcome.Invalid invalid => Invalid(invalid.Faults),
        _ => throw new InvalidOperationException($"There is no response for {outcome.GetType().Name}."),
    };
}
