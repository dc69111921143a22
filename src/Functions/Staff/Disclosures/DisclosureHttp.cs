using LeerId.Disclosures;

namespace LeerId.Functions.Staff.Disclosures;

/// <summary>Maps outcomes of calls about disclosures to HTTP.</summary>
internal static class DisclosureHttp
{
    private const string Slug = "conditions-not-met";

    public static IResult ToResult(this DisclosureOutcome outcome, int done = StatusCodes.Status200OK) => outcome switch
    {
        DisclosureOutcome.Done it => StaffHttp.Json(it.Disclosure, DisclosureJson.Default.Disclosure, done),
        DisclosureOutcome.Released it => Results.Bytes(it.File.Content, "text/csv; charset=utf-8", it.File.Name),
        DisclosureOutcome.Invalid it => StaffHttp.NotAllowed(Slug, "The request does not meet every condition.", it.Conditions),
        DisclosureOutcome.Unmet it => StaffHttp.Problem(StatusCodes.Status409Conflict, Slug, "Not every condition is met now.", it.Conditions),
        DisclosureOutcome.KeyReused => IdempotencyHttp.KeyReused(),
        _ => Unknown(),
    };

    public static IResult ToResult(this DisclosureStatus? status) =>
        status is null ? Unknown() : StaffHttp.Json(status, DisclosureJson.Default.DisclosureStatus);

    private static IResult Unknown() => StaffHttp.Problem(StatusCodes.Status404NotFound, "not-found", "There is no disclosure with that number.");
}
