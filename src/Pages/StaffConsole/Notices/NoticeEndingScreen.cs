using LeerId.Notices;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Notices;

/// <summary>Records how a fault in the data was handled, or whether data were given to a third party.</summary>
public sealed class NoticeEndingScreen(NoticeEndings endings) : IConsoleScreen
{
    internal const string QualityPath = $"{NoticeScreen.Path}/fout-afhandelen";

    private const string SharingPath = $"{NoticeScreen.Path}/sharing/{{number}}/einde";

    private static readonly StaffRole[] SharingRecorders = [StaffRole.Dpo];

    // These roles may not read notices, so they fill in the number that the officer gave them.
    internal static IReadOnlyList<StaffRole> QualityRecorders { get; } = [StaffRole.AccessControl, StaffRole.Privacy];

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes =>
    [
        ConsoleRoute.Get(QualityPath, QualityRecorders, request => ShowAsync(request, NoticeEndingModel.Quality)),
        ConsoleRoute.Post(QualityPath, QualityRecorders, request => RecordAsync(request, NoticeEndingModel.Quality, request.Form["number"])),
        ConsoleRoute.Get(SharingPath, SharingRecorders, request => ShowAsync(request, NoticeEndingModel.Sharing(request.Value("number")))),
        ConsoleRoute.Post(
            SharingPath, SharingRecorders,
            request => RecordAsync(request, NoticeEndingModel.Sharing(request.Value("number")), request.Value("number"))),
    ];

    private async Task<IResult> RecordAsync(ConsoleRequest request, NoticeEndingModel model, string number)
    {
        NoticeEnding ending = new()
        {
            At = request.Form.Moment("at"),
            Text = request.Form.TextOf("text"),
        };
        if (!request.Form.IsValid)
            return await ShowAsync(request, model);
        NoticeOutcome outcome = NoticeReference.TryParse($"{model.Kind}/{number}", out NoticeReference reference) && reference.Part.Length == 0
            ? await endings.RecordAsync(reference, ending, request.Person.ObjectId, request.Cancellation)
            : new NoticeOutcome.Unknown();
        switch (outcome)
        {
            case NoticeOutcome.Registered:
                return request.RedirectTo(
                    model.Kind == NoticeEndingModel.SharingKind ? NoticeScreen.PathOf(reference) : NoticeScreen.Path, "De afhandeling is vastgelegd.");
            case NoticeOutcome.Invalid invalid:
                request.Form.AddOthers(invalid.Faults);
                break;
            case NoticeOutcome.Conflict:
                request.Form.Add(
                    "",
                    "Er is al iets anders vastgelegd, en dat kan niet meer veranderen. Vraag uw functionaris om een verbetering als "
                    + "aanvulling te registreren.");
                break;
            default:
                if (model.Kind == NoticeEndingModel.SharingKind)
                    return await request.NotFoundAsync(NoticeScreen.Unknown);
                request.Form.Add("number", "is geen nummer van een melding van een fout in de gegevens");
                break;
        }

        return await ShowAsync(request, model);
    }

    private static Task<IResult> ShowAsync(ConsoleRequest request, NoticeEndingModel model) =>
        request.ShowAsync(model.Title, model, NoticeEndingView.Create);
}

/// <summary>The form to record the ending of a notice.</summary>
/// <param name="Kind">The kind of the notice, as it occurs in a reference.</param>
/// <param name="Title">The title, in Dutch.</param>
/// <param name="Path">The path of the form, below <c>/beheer/</c>.</param>
public sealed record NoticeEndingModel(string Kind, string Title, string Path)
{
    internal const string SharingKind = "sharing";

    /// <summary>The form for a fault in the data.</summary>
    internal static NoticeEndingModel Quality { get; } =
        new("quality", "Vastleggen wat er met een fout gedaan is", NoticeEndingScreen.QualityPath);

    /// <summary>Whether the person fills in the number.</summary>
    public bool AsksNumber => Kind != SharingKind;

    /// <summary>The form for a disclosure of data.</summary>
    internal static NoticeEndingModel Sharing(string number) =>
        new(SharingKind, "Vastleggen of u de gegevens gegeven hebt", $"{NoticeScreen.Path}/{SharingKind}/{number}/einde");
}
