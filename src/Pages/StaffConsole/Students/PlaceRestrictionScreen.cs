using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Pages.StaffConsole.Restrictions;
using LeerId.Requests;
using LeerId.Restrictions;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Students;

/// <summary>Restricts a pupil's data, or places an objection as soon as it is received (GDPR, articles 18 and 21).</summary>
internal sealed class PlaceRestrictionScreen : IConsoleScreen
{
    private const string Path = $"{StudentAnswers.Path}/beperking";

    private readonly StudentRestrictions _restrictions;
    private readonly RequestRegister _requests;

    public PlaceRestrictionScreen(StudentRestrictions restrictions, RequestRegister requests)
    {
        (_restrictions, _requests) = (restrictions, requests);
        Routes =
        [
            ConsoleRoute.Post(Path, StudentAnswers.Handlers, AskAsync) with { DemandsPurpose = true },
            ConsoleRoute.Post($"{Path}/plaatsen", StudentAnswers.Handlers, PlaceAsync) with { DemandsPurpose = true },
        ];
    }

    public ConsoleMenuItem? Menu => null;

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> AskAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        if (request.CallerWithPurpose() is not { } caller)
            return await StudentAnswers.AskAsync(request);
        // The posted form has the key of the lookup. The new form places a restriction, so it needs its own key.
        form.RenewKey();
        if (RequestNumber.In(caller.Purpose) is { } number)
        {
            form.Set("request", number);
            if (await _requests.FindAsync(number, request.Cancellation) is { Summary.Kind: RequestKind.Objection })
                form.Set("ground", EnumChoice.ToText(RestrictionGround.ObjectionPending));
        }

        return await ShowAsync(request);
    }

    private async Task<IResult> PlaceAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        if (request.CallerWithPurpose() is not { } caller)
            return await StudentAnswers.AskAsync(request);
        StudentRequest who = StudentAnswers.WhoIn(form);
        RestrictionRequest wanted = new()
        {
            LeerIdUuid = who.LeerIdUuid,
            AccountUuid = who.AccountUuid,
            Ground = EnumChoice.Read<RestrictionGround>(form, "ground"),
            Request = form.TextOf("request"),
            ReviewOn = form.Date("reviewOn"),
        };
        switch (await _restrictions.PlaceAsync(wanted, caller, request.Repeatable, request.Cancellation))
        {
            case RestrictionOutcome.Done done:
                return request.RedirectTo(
                    $"{RestrictionsScreen.ListPath}/{done.Restriction.Id}",
                    "De beperking is geplaatst. Ze geldt overal binnen een minuut: de leerling kan niet aanmelden.");
            case RestrictionOutcome.Invalid invalid:
                return await StudentAnswers.InvalidAsync(request, invalid.Faults, ShowAsync);
            case RestrictionOutcome.OutOfTime:
                return await StudentAnswers.OutOfTimeAsync(request);
            default:
                form.Add("", "U verstuurde dit formulier al eens met andere gegevens, en die beperking is geplaatst: kijk in de lijst van beperkingen.");
                return await ShowAsync(request);
        }
    }

    private static Task<IResult> ShowAsync(ConsoleRequest request) =>
        request.ShowAsync("Beperking of bezwaar plaatsen", new PlaceRestrictionModel(RestrictionTexts.GroundsToPlace), PlaceRestrictionView.Create);
}
