using LeerId.DataSubjects;
using LeerId.Functions.Staff.Students;

namespace LeerId.Functions.Staff.Restrictions;

/// <summary>Maps outcomes of calls about restrictions to HTTP.</summary>
internal static class RestrictionHttp
{
    public static IResult ToResult(this RestrictionOutcome outcome, HttpRequest request, int done = StatusCodes.Status200OK) => outcome switch
    {
        RestrictionOutcome.Done it => StaffHttp.Json(it.Restriction, RestrictionJson.Default.RestrictionAnswer, done),
        RestrictionOutcome.Upheld it => StaffHttp.Json(it.Objection, RestrictionJson.Default.UpheldObjection),
        RestrictionOutcome.Invalid it => StudentHttp.Invalid(it.Faults),
        RestrictionOutcome.Refused it => Refused(it.Conflict),
        RestrictionOutcome.KeyReused => IdempotencyHttp.KeyReused(),
        RestrictionOutcome.OutOfTime => StudentHttp.OutOfTime(request),
        _ => StaffHttp.Problem(StatusCodes.Status404NotFound, "not-found", "There is no restriction with that number."),
    };

    private static IResult Refused(RestrictionConflict conflict) => conflict switch
    {
        RestrictionConflict.AlreadyLifted => Conflict("restriction-lifted", "The restriction is already lifted. Nothing is done."),
        RestrictionConflict.NotAnObjection => Conflict(
            "not-an-objection", "The restriction is not an objection, so it can't be upheld. Nothing is done. Lift it when its ground has ended."),
        _ => Conflict(
            "other-restriction", "Another restriction of the same pupil requires that the data are kept. Nothing is done. Lift that restriction first."),
    };

    private static IResult Conflict(string slug, string title) => StaffHttp.Problem(StatusCodes.Status409Conflict, slug, title);
}
