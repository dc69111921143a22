using LeerId.Notices;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Breaches;

/// <summary>Adds or corrects the fields of a breach, one step per form. Both officers receive each change by mail.</summary>
public sealed class BreachStepScreen(NoticeRegister notices, BreachRegister breaches) : IConsoleScreen
{
    private const string NotGiven = "niet ingevuld";

    private static readonly StaffRole[] Admits = [StaffRole.Dpo];

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes =>
    [
        .. BreachStep.All.SelectMany(step => new[]
        {
            ConsoleRoute.Get($"{BreachScreen.Path}/{{number}}/{step.Slug}", Admits, request => EditAsync(request, step)),
            ConsoleRoute.Post($"{BreachScreen.Path}/{{number}}/{step.Slug}", Admits, request => ChangeAsync(request, step)),
        }),
    ];

    private Task<IResult> EditAsync(ConsoleRequest request, BreachStep step) => BreachScreen.OnBreachAsync(request, notices, (notice, breach) =>
    {
        BreachForm.Fill(request.Form, breach);
        request.Form.Revision = BreachScreen.RevisionOf(notice);
        return ShowAsync(request, step, notice, conflict: null);
    });

    private Task<IResult> ChangeAsync(ConsoleRequest request, BreachStep step) => BreachScreen.OnBreachAsync(request, notices, async (notice, breach) =>
    {
        BreachPatch patch = step.Patch(breach, BreachForm.Read(request.Form, breach));
        if (request.Form.Revision != BreachScreen.RevisionOf(notice))
            return await ShowConflictAsync(request, step, notice, patch);
        AddFaults(request.Form, step, notices.Check(patch.ApplyTo(breach)));
        if (!request.Form.IsValid)
            return await ShowAsync(request, step, notice, conflict: null);
        switch (await breaches.ChangeAsync(notice.Reference.Number, notice.Version, patch, request.Person.ObjectId, request.Cancellation))
        {
            case NoticeOutcome.Registered registered:
                return request.RedirectTo(
                    BreachScreen.PathOf(notice.Reference.Number),
                    registered.Reference.Part.Length > 0
                        ? $"{step.Title}: uw wijziging is bewaard. Beide functionarissen krijgen ze per mail."
                        : $"{step.Title}: er is niets veranderd.");
            case NoticeOutcome.Invalid invalid:
                AddFaults(request.Form, step, invalid.Faults);
                return await ShowAsync(request, step, notice, conflict: null);
            case NoticeOutcome.Outdated:
                return await notices.FindAsync(notice.Reference, request.Cancellation) is { Content: BreachContent } changed
                    ? await ShowConflictAsync(request, step, changed, patch)
                    : await request.NotFoundAsync(BreachScreen.Unknown);
            default:
                return await request.NotFoundAsync(BreachScreen.Unknown);
        }
    });

    // A field of another step is not on this form, so its fault becomes a sentence with the field's name.
    private static void AddFaults(ConsoleForm form, BreachStep step, IReadOnlyList<FieldFault> faults) => form.AddOthers(faults.Select(fault =>
        step.Fields.Contains(fault.Field.Split('[')[0], StringComparer.Ordinal)
            ? fault
            : new FieldFault("", fault.Fault, $"{BreachFields.Label(fault.Field)} {fault.Dutch}.")));

    // The form gets the new version, so that sending it again stores its fields.
    private static Task<IResult> ShowConflictAsync(ConsoleRequest request, BreachStep step, Notice notice, BreachPatch patch)
    {
        BreachContent stored = (BreachContent)notice.Content;
        Dictionary<string, BreachFieldText> present = BreachFields.Describe(stored).ToDictionary(field => field.Name);
        Dictionary<string, BreachFieldText> mine = BreachFields.Describe(patch.ApplyTo(stored)).ToDictionary(field => field.Name);
        ConflictRow[] rows =
        [
            .. step.Fields.Where(field => mine[field].Value != present[field].Value)
                .Select(field => new ConflictRow(present[field].Label, mine[field].Value ?? NotGiven, present[field].Value ?? NotGiven)),
        ];
        if (rows.Length == 0 && request.Form.IsValid)
        {
            return Task.FromResult(request.RedirectTo(
                BreachScreen.PathOf(notice.Reference.Number), $"{step.Title}: iemand anders bewaarde intussen hetzelfde."));
        }

        request.Form.Revision = BreachScreen.RevisionOf(notice);
        return ShowAsync(
            request, step, notice, new ConflictModel(rows, ConsoleRouter.AddressOf($"{BreachScreen.PathOf(notice.Reference.Number)}/{step.Slug}")));
    }

    private static Task<IResult> ShowAsync(ConsoleRequest request, BreachStep step, Notice notice, ConflictModel? conflict)
    {
        BreachStepModel content = new(step, notice, conflict);
        return conflict is null
            ? request.ShowAsync(step.Title, content, BreachStepView.Create)
            : request.ShowAsync(step.Title, content, BreachStepView.Create, StatusCodes.Status409Conflict);
    }
}

/// <summary>A step of the handling of a breach, as a form.</summary>
/// <param name="Step">The step.</param>
/// <param name="Notice">The breach.</param>
/// <param name="Conflict">Both versions, if somebody else changed the breach while the form was open; otherwise null.</param>
public sealed record BreachStepModel(BreachStep Step, Notice Notice, ConflictModel? Conflict)
{
    /// <summary>The address of the breach.</summary>
    public string Back => ConsoleRouter.AddressOf(BreachScreen.PathOf(Notice.Reference.Number));

    /// <summary>The address of the form.</summary>
    public string Action => $"{Back}/{Step.Slug}";
}
