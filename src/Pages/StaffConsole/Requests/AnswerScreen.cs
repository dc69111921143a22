using LeerId.Calendar;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Requests;
using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace LeerId.Pages.StaffConsole.Requests;

/// <summary>Records the answer that was sent, which closes the request. The page of an erasure can pass its proof to the form.</summary>
internal sealed class AnswerScreen : RequestStepScreen
{
    public AnswerScreen(RequestRegister requests)
        : base(requests, "antwoord", "Antwoord noteren", "Het antwoord is genoteerd en het verzoek is afgesloten.") =>
        Routes = [.. Routes, ConsoleRoute.Post($"{Path}/bewijs", RequestsScreen.Handlers, ShowWithProofAsync)];

    protected override Task<RequestOutcome> RecordAsync(
        string number, ConsoleForm form, RequestEditor editor, CancellationToken cancellationToken) => Requests.AnswerAsync(
            number, new NewAnswer { SentAt = form.Moment("sentAt"), Text = form.TextOf("text"), Proof = form.TextOf("proof") }, editor, cancellationToken);

    protected override IEnumerable<ConflictRow> Compare(ConsoleForm form, DataSubjectRequest present) =>
    [
        new("Verstuurd op", form.Moment("sentAt") is { } sentAt ? DutchDate.Moment(sentAt) : "",
            present.Answer is { } answer ? DutchDate.Moment(answer.SentAt) : "nog geen antwoord"),
        new("Antwoord", form["text"], present.Answer?.Text ?? ""),
        new("Beslissing", "", present.Decision is { } decision ? $"{RequestTexts.TextOf(decision.Outcome)}: {decision.Reason}" : "geen"),
    ];

    protected override RazorSlice View(Screen<RequestStepModel> screen) => AnswerView.Create(screen);

    // The proof names the pupil by a pseudonym, so it is posted in the body and is not in the address.
    private Task<IResult> ShowWithProofAsync(ConsoleRequest request)
    {
        request.Form.RenewKey();
        return ShowNewAsync(request);
    }
}
