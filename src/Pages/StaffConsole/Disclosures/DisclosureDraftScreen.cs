using LeerId.Disclosures;
using LeerId.Pages.StaffConsole.Parts;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Disclosures;

/// <summary>
/// The request for a disclosure, step by step, with the conditions of article 4 that are met and those that are not. Each step is stored, so that going back,
/// a reload and a colleague find it.
/// </summary>
public sealed class DisclosureDraftScreen : IConsoleScreen
{
    internal const string Path = $"{DisclosuresScreen.Path}/aanvragen";

    internal const string SendPage = "versturen";

    internal const string DiscardPage = "weggooien";

    private const string CheckTitle = "Controleer de aanvraag";
    private const string Gone = "Deze aanvraag bestaat niet meer. Ze is verstuurd of weggegooid.";

    private readonly DisclosureDrafts _drafts;
    private readonly DisclosureRegister _register;

    /// <summary>Makes the screen.</summary>
    public DisclosureDraftScreen(DisclosureDrafts drafts, DisclosureRegister register)
    {
        (_drafts, _register) = (drafts, register);
        Routes =
        [
            ConsoleRoute.Get(Path, DisclosuresScreen.Readers, StartAsync),
            ConsoleRoute.Post(Path, DisclosuresScreen.Readers, BeginAsync),
            .. DisclosureStep.All.SelectMany(step => new[]
            {
                ConsoleRoute.Get(PathOf("{draft}", step.Page), DisclosuresScreen.Readers, request => ShowAsync(request, step)),
                ConsoleRoute.Post(PathOf("{draft}", step.Page), DisclosuresScreen.Readers, request => StoreAsync(request, step)),
            }),
            ConsoleRoute.Get(PathOf("{draft}", DisclosureStep.CheckPage), DisclosuresScreen.Readers, CheckAsync),
            ConsoleRoute.Post(PathOf("{draft}", SendPage), DisclosuresScreen.Readers, SendAsync),
            ConsoleRoute.Post(PathOf("{draft}", DiscardPage), DisclosuresScreen.Readers, DiscardAsync),
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    /// <summary>The path of a page of a draft.</summary>
    internal static string PathOf(string draft, string page) => $"{Path}/{draft}/{page}";

    private async Task<IResult> StartAsync(ConsoleRequest request)
    {
        RequestCheck nothing = await _register.CheckAsync(new DisclosureRequest(), request.Cancellation);
        return await request.ShowAsync("Vraag een mededeling aan", new ConditionListModel(DisclosureChecklist.Of(nothing)), DisclosureStartView.Create);
    }

    private async Task<IResult> BeginAsync(ConsoleRequest request)
    {
        DraftOutcome outcome = await _drafts.BeginAsync(new DisclosureRequest(), request.Caller.ObjectId, request.Repeatable, request.Cancellation);
        return outcome is DraftOutcome.Stored stored
            ? request.RedirectTo(PathOf(stored.Draft.Id, DisclosureStep.All[0].Page))
            : await request.NotFoundAsync(Gone);
    }

    private async Task<IResult> ShowAsync(ConsoleRequest request, DisclosureStep step)
    {
        if (await FindAsync(request) is not { } draft)
            return await request.NotFoundAsync(Gone);
        foreach (DisclosureStepField field in step.Fields)
            request.Form.Set(field.Name, field.Value(draft.Request));
        request.Form.Revision = draft.Revision;
        return await request.ShowAsync(step.Title, new DisclosureStepModel(draft, step), DisclosureStepView.Create);
    }

    private async Task<IResult> StoreAsync(ConsoleRequest request, DisclosureStep step)
    {
        ConsoleForm form = request.Form;
        if (await FindAsync(request) is not { } draft)
            return await request.NotFoundAsync(Gone);
        DisclosureRequest typed = step.Apply(draft.Request, form);
        if (!form.IsValid)
            return await request.ShowAsync(step.Title, new DisclosureStepModel(draft, step), DisclosureStepView.Create);
        DraftOutcome outcome = await _drafts.ChangeAsync(
            draft.Id, form.Revision, present => step.Apply(present, form), request.Caller.ObjectId, request.Cancellation);
        switch (outcome)
        {
            case DraftOutcome.Stored:
                return request.RedirectTo(PathOf(draft.Id, step.NextPage));
            case DraftOutcome.Invalid invalid:
                foreach (UnmetCondition condition in invalid.Conditions)
                    form.Add(DisclosureTexts.FieldOf(condition)!, DisclosureTexts.Fault(condition));
                return await request.ShowAsync(step.Title, new DisclosureStepModel(draft, step), DisclosureStepView.Create);
            case DraftOutcome.Changed changed:
                form.Revision = changed.Present.Revision;
                return await request.ShowAsync(
                    step.Title, new DisclosureStepModel(changed.Present, step, Conflict(step, typed, changed.Present)), DisclosureStepView.Create,
                    StatusCodes.Status409Conflict);
            default:
                return await request.NotFoundAsync(Gone);
        }
    }

    private static ConflictModel Conflict(DisclosureStep step, DisclosureRequest typed, DisclosureDraft present) => new(
        [
            .. step.Fields.Where(field => field.Value(typed) != field.Value(present.Request))
                .Select(field => new ConflictRow(DisclosureTexts.Label(field.Name), field.DutchText(typed), field.DutchText(present.Request))),
        ],
        ConsoleRouter.AddressOf(PathOf(present.Id, step.Page)));

    private async Task<IResult> CheckAsync(ConsoleRequest request) => await FindAsync(request) is { } draft
        ? await ShowCheckAsync(request, draft, StatusCodes.Status200OK)
        : await request.NotFoundAsync(Gone);

    private async Task<IResult> SendAsync(ConsoleRequest request)
    {
        // The form was sent twice, or a colleague sent the request: the list has it.
        if (await FindAsync(request) is not { } draft)
            return request.RedirectTo(DisclosuresScreen.Path, "De aanvraag was al verstuurd of weggegooid. Kijk na of ze in de lijst staat.");
        if (draft.Revision != request.Form.Revision)
        {
            request.Form.Add("", "Iemand anders wijzigde de aanvraag intussen. Er is niets verstuurd. Controleer ze opnieuw.");
            return await ShowCheckAsync(request, draft, StatusCodes.Status409Conflict);
        }

        DisclosureOutcome outcome = await _register.SendAsync(draft, request.Caller.ObjectId, request.Cancellation);
        switch (outcome)
        {
            case DisclosureOutcome.Done done:
                return request.RedirectTo(
                    DisclosuresScreen.PathOf(done.Disclosure.Id), "De aanvraag is verstuurd. DOV en uw eigen functionaris krijgen een mail.");
            case DisclosureOutcome.Invalid invalid:
                foreach (UnmetCondition condition in invalid.Conditions)
                    request.Form.Add("", DisclosureTexts.Sentence(condition));
                return await ShowCheckAsync(request, draft, StatusCodes.Status422UnprocessableEntity);
            default:
                request.Form.Add("", "Deze aanvraag is al eens verstuurd, en daarna gewijzigd. Gooi ze weg en begin een nieuwe.");
                return await ShowCheckAsync(request, draft, StatusCodes.Status409Conflict);
        }
    }

    private async Task<IResult> DiscardAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is { } draft)
            await _drafts.DiscardAsync(draft.Id, request.Cancellation);
        return request.RedirectTo(DisclosuresScreen.Path, "De aanvraag is weggegooid. Er is niets verstuurd.");
    }

    private async Task<IResult> ShowCheckAsync(ConsoleRequest request, DisclosureDraft draft, int status)
    {
        RequestCheck check = await _register.CheckAsync(draft.Request, request.Cancellation);
        request.Form.Revision = draft.Revision;
        return await request.ShowAsync(CheckTitle, new DisclosureCheckModel(draft, check), DisclosureCheckView.Create, status);
    }

    private Task<DisclosureDraft?> FindAsync(ConsoleRequest request) => _drafts.FindAsync(request.Value("draft"), request.Cancellation);
}
