using LeerId.Notices;

namespace LeerId.Functions.Staff.Notices;

/// <summary>Reads the kind of notices in the query, and maps outcomes of calls about notices to HTTP.</summary>
internal static class NoticeHttp
{
    /// <summary>The parameter with the kind.</summary>
    public const string KindParameter = "kind";

    /// <summary>The query's <c>kind</c>; null when there is none.</summary>
    /// <exception cref="StaffRequestException">The value is not a kind of notice.</exception>
    public static NoticeKind? NoticeKind(this HttpRequest request)
    {
        if (!request.Query.ContainsKey(KindParameter))
            return null;
        return NoticeReference.TryParseKind(request.Query[KindParameter], out NoticeKind kind)
            ? kind
            : throw new StaffRequestException(
                StatusCodes.Status400BadRequest, "kind-unknown", $"The query's kind must be one of: {string.Join(", ", NoticeReference.KindNames)}.");
    }

    public static IResult ToResult(this NoticeOutcome outcome, int done) => outcome switch
    {
        NoticeOutcome.Registered it => StaffHttp.Json(NoticeReceipt.Of(it.Reference), NoticeWireJson.Default.NoticeReceipt, done),
        NoticeOutcome.Invalid it => StaffHttp.NotAllowed("notice-invalid", "Fields are wrong or missing.", it.Faults),
        NoticeOutcome.Outdated => StaffHttp.Problem(
            StatusCodes.Status412PreconditionFailed, "breach-changed", "The breach was changed since you read it. Nothing is done. Get it again."),
        NoticeOutcome.Conflict => StaffHttp.Problem(
            StatusCodes.Status409Conflict, "already-recorded", "Something else is recorded already and can't be changed. Add a correction as a supplement."),
        NoticeOutcome.KeyReused => IdempotencyHttp.KeyReused(),
        _ => Unknown(),
    };

    public static IResult Unknown() => StaffHttp.Problem(StatusCodes.Status404NotFound, "not-found", "There is no notice with that number.");
}
