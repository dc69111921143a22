using LeerId.Retention;

namespace LeerId.Functions.Staff.Agreement;

/// <summary>Maps outcomes of calls about the end of the agreement to HTTP.</summary>
internal static class AgreementHttp
{
    public static IResult ToResult(this AgreementStatus status) => StaffHttp.Json(status, AgreementJson.Default.AgreementStatus);

    public static IResult ToResult(this DestructionOutcome outcome) => outcome switch
    {
        DestructionOutcome.Recorded it => it.Status.ToResult(),
        DestructionOutcome.Invalid it => StaffHttp.NotAllowed("decision-invalid", "Fields are wrong or missing.", it.Faults),
        DestructionOutcome.NotEnded => Conflict(
            "agreement-not-ended", "The agreement has not ended, so nothing will be destroyed. Nothing is recorded."),
        DestructionOutcome.OtherEndDate => Conflict(
            "end-date-differs", "This is not the end date of the agreement. Nothing is recorded. Read /staff/agreement and confirm its end date."),
        _ => Conflict("destruction-started", "The destruction has started and can no longer be confirmed or cancelled. Nothing is recorded."),
    };

    private static IResult Conflict(string slug, string title) => StaffHttp.Problem(StatusCodes.Status409Conflict, slug, title);
}
