using LeerId.Pages.StaffConsole.Parts;
using LeerId.Requests;
using RazorSlices;

namespace LeerId.Pages.StaffConsole.Requests;

/// <summary>Extends the term of a request by two months (GDPR, article 12(3)).</summary>
internal sealed class ExtensionScreen(RequestRegister requests)
    : RequestStepScreen(requests, "verlenging", "Termijn verlengen", "De termijn is verlengd. Laat dat de aanvrager nu weten, met de reden.")
{
    protected override Task<RequestOutcome> RecordAsync(
        string number, ConsoleForm form, RequestEditor editor, CancellationToken cancellationToken) =>
        Requests.ExtendAsync(number, new NewExtension { Reason = form.TextOf("reason") }, editor, cancellationToken);

    protected override IEnumerable<ConflictRow> Compare(ConsoleForm form, DataSubjectRequest present) =>
        [new("Reden", form["reason"], present.Extension?.Reason ?? "niet verlengd")];

    protected override RazorSlice View(Screen<RequestStepModel> screen) => ExtensionView.Create(screen);
}
