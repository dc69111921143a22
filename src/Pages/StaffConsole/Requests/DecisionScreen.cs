using LeerId.Pages.StaffConsole.Parts;
using LeerId.Requests;
using RazorSlices;

namespace LeerId.Pages.StaffConsole.Requests;

/// <summary>Records the decision on a request. Until the answer is recorded, the decision can be replaced.</summary>
internal sealed class DecisionScreen(RequestRegister requests)
    : RequestStepScreen(requests, "beslissing", "Beslissing noteren", "De beslissing is genoteerd.")
{
    protected override Task<RequestOutcome> RecordAsync(
        string number, ConsoleForm form, RequestEditor editor, CancellationToken cancellationToken) => Requests.DecideAsync(
            number,
            new NewDecision
            {
                Outcome = EnumChoice.Read<DecisionOutcome>(form, "outcome"),
                Reason = form.TextOf("reason"),
                // Without a choice and a note, the registered identity check stays.
                Identity = (EnumChoice.Read<IdentityCheck>(form, "identity.check"), form.TextOf("identity.note")) is not (null, null) and var (check, note)
                    ? new IdentityEvidence { Check = check, Note = note } : null,
            },
            editor, cancellationToken);

    protected override IEnumerable<ConflictRow> Compare(ConsoleForm form, DataSubjectRequest present) =>
    [
        new("Beslissing", TextOf(EnumChoice.Read<DecisionOutcome>(form, "outcome")), TextOf(present.Decision?.Outcome)),
        new("Reden", form["reason"], present.Decision?.Reason ?? ""),
        new("Nagekeken wie het is", TextOf(EnumChoice.Read<IdentityCheck>(form, "identity.check")), TextOf(present.Identity.Check)),
    ];

    protected override RazorSlice View(Screen<RequestStepModel> screen) => DecisionView.Create(screen);

    private static string TextOf(DecisionOutcome? outcome) => outcome is { } known ? RequestTexts.TextOf(known) : "geen";

    private static string TextOf(IdentityCheck? check) => check is { } known ? RequestTexts.TextOf(known) : "zoals geregistreerd";
}
