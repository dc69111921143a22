using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Restrictions;

/// <summary>Lifts a restriction after the data subject was told (GDPR, article 18(3)), or records that an upheld objection is withdrawn.</summary>
internal sealed class LiftScreen : IConsoleScreen
{
    private const string Path = $"{RestrictionsScreen.OnePath}/opheffen";

    private readonly StudentRestrictions _restrictions;

    public LiftScreen(StudentRestrictions restrictions)
    {
        _restrictions = restrictions;
        Routes =
        [
            ConsoleRoute.Get(Path, RestrictionsScreen.Handlers, AskAsync),
            ConsoleRoute.Post(Path, RestrictionsScreen.Handlers, LiftAsync) with { DemandsPurpose = true },
        ];
    }

    public ConsoleMenuItem? Menu => null;

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> AskAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } restriction)
            return await RestrictionsScreen.NoRestrictionAsync(request);
        if (restriction.Lifted is not null)
            return await RestrictionsScreen.ShowAsync(request, restriction, RestrictionTexts.TextOf(RestrictionConflict.AlreadyLifted));
        request.Form.SetPurpose(PurposeKind.DataSubjectRequest, restriction.Request ?? "");
        return await ShowAsync(request, new LiftModel(restriction));
    }

    private async Task<IResult> LiftAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        if (await FindAsync(request) is not { } restriction)
            return await RestrictionsScreen.NoRestrictionAsync(request);
        if (request.CallerWithPurpose() is not { } caller)
            return await ShowAsync(request, new LiftModel(restriction));
        RestrictionLiftRequest wanted = new() { ToldAt = form.Moment("toldAt"), Reason = form.TextOf("reason") };
        switch (await _restrictions.LiftAsync(restriction.Id, wanted, caller, request.Cancellation))
        {
            case RestrictionOutcome.Done:
                return request.RedirectTo(
                    $"{RestrictionsScreen.ListPath}/{restriction.Id}", "De beperking is opgeheven. De leerling kan binnen een minuut weer aanmelden.");
            case RestrictionOutcome.Invalid invalid:
                form.AddOthers(invalid.Faults);
                return await ShowAsync(request, new LiftModel(restriction));
            case RestrictionOutcome.Refused when await FindAsync(request) is { Lifted: not null } present:
                return await request.ShowAsync("Beperking opheffen", new LiftModel(present, IsTooLate: true), LiftView.Create, StatusCodes.Status409Conflict);
            default:
                return await RestrictionsScreen.NoRestrictionAsync(request);
        }
    }

    private static Task<IResult> ShowAsync(ConsoleRequest request, LiftModel model) => request.ShowAsync("Beperking opheffen", model, LiftView.Create);

    private Task<RestrictionAnswer?> FindAsync(ConsoleRequest request) =>
        _restrictions.FindAsync(request.Value(RestrictionsScreen.Id), request.Cancellation);
}
