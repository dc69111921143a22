using LeerId.DataSubjects;
using LeerId.Pages.Documents;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Pages.StaffConsole.Students;
using LeerId.Restrictions;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Restrictions;

/// <summary>Upholds an objection (GDPR, article 21): the data are erased, sign-ins stay refused, and the answer is the proof to print.</summary>
internal sealed class UpholdScreen : IConsoleScreen
{
    private const string Path = $"{RestrictionsScreen.OnePath}/inwilligen";

    private readonly StudentRestrictions _restrictions;
    private readonly StudentLogs _logs;

    public UpholdScreen(StudentRestrictions restrictions, StudentLogs logs)
    {
        (_restrictions, _logs) = (restrictions, logs);
        Routes =
        [
            ConsoleRoute.Get(Path, RestrictionsScreen.Handlers, CheckAsync),
            ConsoleRoute.Post(Path, RestrictionsScreen.Handlers, UpholdAsync) with { DemandsPurpose = true, DemandsRecentSignIn = true },
        ];
    }

    public ConsoleMenuItem? Menu => null;

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> CheckAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } restriction)
            return await RestrictionsScreen.NoRestrictionAsync(request);
        if (ConflictOf(restriction) is { } conflict)
            return await RestrictionsScreen.ShowAsync(request, restriction, RestrictionTexts.TextOf(conflict));
        request.Form.SetPurpose(PurposeKind.DataSubjectRequest, restriction.Request ?? "");
        return await ShowAsync(request, restriction);
    }

    private async Task<IResult> UpholdAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } restriction)
            return await RestrictionsScreen.NoRestrictionAsync(request);
        if (request.CallerWithPurpose() is not { } caller)
            return await ShowAsync(request, restriction);
        return await _restrictions.UpholdAsync(restriction.Id, caller, request.Cancellation) switch
        {
            RestrictionOutcome.Upheld upheld => await request.ShowAsync(
                ErasurePage.Title, new ErasureDoneModel(upheld.Objection.Erasure, restriction.Request), ErasureDoneView.Create),
            RestrictionOutcome.Refused refused => await RestrictionsScreen.ShowAsync(
                request, await FindAsync(request) ?? restriction, RestrictionTexts.TextOf(refused.Conflict)),
            RestrictionOutcome.OutOfTime => await RestrictionsScreen.ShowAsync(
                request, restriction, "Het wissen was niet op tijd klaar. Willig het bezwaar opnieuw in: dan gaat het verder waar het stopte."),
            _ => await RestrictionsScreen.NoRestrictionAsync(request),
        };
    }

    private Task<IResult> ShowAsync(ConsoleRequest request, RestrictionAnswer restriction) =>
        request.ShowAsync("Controleer het bezwaar dat u inwilligt", new UpholdModel(restriction, _logs.TodayGoneOn), UpholdView.Create);

    // The service checks this again before it upholds the objection. An upheld objection can be upheld again, because its erasure may have been
    // interrupted.
    private static RestrictionConflict? ConflictOf(RestrictionAnswer restriction) => restriction switch
    {
        { Lifted: not null } => RestrictionConflict.AlreadyLifted,
        { Ground: not (RestrictionGround.ObjectionPending or RestrictionGround.ObjectionUpheld) } => RestrictionConflict.NotAnObjection,
        _ => null,
    };

    private Task<RestrictionAnswer?> FindAsync(ConsoleRequest request) =>
        _restrictions.FindAsync(request.Value(RestrictionsScreen.Id), request.Cancellation);
}
