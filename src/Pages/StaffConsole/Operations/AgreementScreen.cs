using LeerId.Evidence;
using LeerId.Retention;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Operations;

/// <summary>
/// The end of the agreement, and the destruction of all pupils' data after it (protocol, article 11). Staff see the phase. They confirm that
/// the destruction may start before the grace period ends, or cancel it.
/// </summary>
public sealed class AgreementScreen : IConsoleScreen
{
    internal const string ConfirmPath = "overeenkomst/bevestigen";
    internal const string CancelPath = "overeenkomst/annuleren";
    internal const string EndDateField = "endDate";
    internal const string ReasonField = "reason";

    private const string Path = "overeenkomst";
    private const string Title = "Einde van het protocol";

    // A person with both roles counts as the officer, so that two persons are needed.
    private static readonly StaffRole[] Admits = [StaffRole.Dpo, StaffRole.Operator];

    private readonly AgreementDestruction _destruction;

    /// <summary>Creates the screen.</summary>
    public AgreementScreen(AgreementDestruction destruction)
    {
        _destruction = destruction;
        Routes =
        [
            ConsoleRoute.Get(Path, Admits, ShowAsync),
            ConsoleRoute.Get(ConfirmPath, Admits, AskAsync) with { DemandsRecentSignIn = true },
            ConsoleRoute.Post(ConfirmPath, Admits, ConfirmAsync) with { DemandsRecentSignIn = true },
            ConsoleRoute.Post(CancelPath, Admits, CancelAsync),
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(130, Title, Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ShowAsync(ConsoleRequest request) =>
        await request.ShowAsync(Title, await _destruction.ReadAsync(request.Cancellation), AgreementView.Create);

    private async Task<IResult> AskAsync(ConsoleRequest request)
    {
        AgreementStatus status = await _destruction.ReadAsync(request.Cancellation);
        return AgreementText.CanDecide(status)
            ? await request.ShowAsync("Het wissen bevestigen", status, ConfirmDestructionView.Create)
            : request.RedirectTo(Path);
    }

    private async Task<IResult> ConfirmAsync(ConsoleRequest request)
    {
        DateOnly? endDate = request.Form.Date(EndDateField);
        if (!request.Form.IsValid)
            return await AskAsync(request);
        return await _destruction.ConfirmAsync(endDate, request.Caller, request.Cancellation) switch
        {
            DestructionOutcome.Recorded => request.RedirectTo(Path, "Uw bevestiging is bewaard."),
            DestructionOutcome.Invalid invalid => await AskAgainAsync(request, form => form.Add(invalid.Faults)),
            DestructionOutcome.OtherEndDate => await AskAgainAsync(
                request, form => form.Add(EndDateField, "is niet de einddatum van het protocol: lees ze hierboven en typ ze over")),
            var other => await ShowUndecidedAsync(request, other),
        };
    }

    private async Task<IResult> CancelAsync(ConsoleRequest request)
    {
        switch (await _destruction.CancelAsync(request.Form[ReasonField], request.Caller, request.Cancellation))
        {
            case DestructionOutcome.Recorded:
                return request.RedirectTo(Path, "Het wissen is geannuleerd.");
            case DestructionOutcome.Invalid invalid:
                request.Form.Add(invalid.Faults);
                return await ShowAsync(request);
            case var other:
                return await ShowUndecidedAsync(request, other);
        }
    }

    private Task<IResult> AskAgainAsync(ConsoleRequest request, Action<ConsoleForm> addFaults)
    {
        addFaults(request.Form);
        return AskAsync(request);
    }

    private async Task<IResult> ShowUndecidedAsync(ConsoleRequest request, DestructionOutcome outcome)
    {
        request.Form.Add("", outcome is DestructionOutcome.Started
            ? "Er is niets bewaard: het wissen is al begonnen en kan niet meer bevestigd of geannuleerd worden."
            : "Er is niets bewaard: het protocol is niet geëindigd, dus er wordt niets gewist.");
        return await request.ShowAsync(Title, await _destruction.ReadAsync(request.Cancellation), AgreementView.Create, StatusCodes.Status409Conflict);
    }
}
