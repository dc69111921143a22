using LeerId.Calendar;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>Ends a contract on a day, or removes a school from the list. The person must confirm, because its pupils will be refused.</summary>
public sealed class SchoolEndScreen : IConsoleScreen
{
    private const string Path = "scholen/{number}/beeindigen";
    private const string ConfirmPath = "scholen/{number}/beeindigen/bevestigen";
    private const string NotChosen = "ontbreekt: kies een van beide";

    private readonly SchoolRegister _schools;
    private readonly TimeProvider _clock;

    /// <summary>Creates the screen.</summary>
    public SchoolEndScreen(SchoolRegister schools, TimeProvider clock)
    {
        (_schools, _clock) = (schools, clock);
        Routes =
        [
            ConsoleRoute.Get(Path, SchoolListScreen.Editors, ShowAsync),
            ConsoleRoute.Post(Path, SchoolListScreen.Editors, CheckAsync),
            ConsoleRoute.Post(ConfirmPath, SchoolListScreen.Editors, EndAsync),
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } school)
            return await SchoolScreen.NotOnListAsync(request);
        request.Form.Revision = SchoolRevision.Of(school);
        return await ChooseAsync(request, school);
    }

    private async Task<IResult> CheckAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } school)
            return await SchoolScreen.NotOnListAsync(request);
        ConsoleForm form = request.Form;
        switch (form[SchoolEndModel.WayField])
        {
            case SchoolEndModel.Removal:
                break;
            case SchoolEndModel.LastDay:
                form.AddOthers(SchoolRegister.CheckEnd(school, SchoolFields.Day(form, SchoolFields.Until)));
                break;
            default:
                form.Add(SchoolEndModel.WayField, NotChosen);
                break;
        }

        return form.IsValid ? await ConfirmAsync(request, school) : await ChooseAsync(request, school);
    }

    private async Task<IResult> EndAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        string number = request.Value(SchoolFields.Number);
        bool removes = form[SchoolEndModel.WayField] == SchoolEndModel.Removal;
        SchoolEditor editor = SchoolFields.Editor(request);
        SchoolOutcome outcome = removes
            ? await _schools.DeleteAsync(number, editor, request.Cancellation)
            : await _schools.EndAsync(number, SchoolFields.Day(form, SchoolFields.Until), editor, request.Cancellation);
        switch (outcome)
        {
            case SchoolOutcome.Stored { Contract: { Until: { } last } stored }:
                return request.RedirectTo(
                    SchoolScreen.PathOf(stored.Number), $"Het contract eindigt op {DutchDate.Day(last)}. {SchoolTexts.WithinAMinute}");
            case SchoolOutcome.Removed:
                return request.RedirectTo(
                    $"{SchoolListModel.Path}/{number}/geschiedenis", $"De school is van de lijst gehaald. {SchoolTexts.WithinAMinute}");
            case SchoolOutcome.Invalid invalid when await FindAsync(request) is { } school:
                form.AddOthers(invalid.Faults);
                return await ChooseAsync(request, school);
            case SchoolOutcome.Changed { Present: { } present }:
                return await ConfirmAsync(request, present);
            default:
                return await SchoolScreen.NotOnListAsync(request);
        }
    }

    private Task<SchoolContract?> FindAsync(ConsoleRequest request) => _schools.FindAsync(request.Value(SchoolFields.Number), request.Cancellation);

    private static Task<IResult> ChooseAsync(ConsoleRequest request, SchoolContract school) =>
        request.ShowAsync($"Beëindig het contract: {school.Name}", new SchoolEndModel(school, IsChecked: false), SchoolEndView.Create);

    // The page shows the current contract. If somebody else changed it, the person sees the change and confirms again.
    private Task<IResult> ConfirmAsync(ConsoleRequest request, SchoolContract school)
    {
        ConsoleForm form = request.Form;
        string present = SchoolRevision.Of(school);
        bool wasChanged = form.Revision != present;
        form.Revision = present;
        bool removes = form[SchoolEndModel.WayField] == SchoolEndModel.Removal;
        return request.ShowAsync(
            $"Controleer: {school.Name}", new SchoolEndModel(school, IsChecked: true, removes, Consequence(form, removes), wasChanged),
            SchoolEndView.Create, wasChanged ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
    }

    private string Consequence(ConsoleForm form, bool removes)
    {
        if (removes)
            return "De leerlingen van deze school worden binnen een minuut geweigerd.";
        DateOnly last = form.Date(SchoolFields.Until)!.Value;
        return last < BrusselsTime.Today(_clock)
            ? $"Het contract eindigde dan op {DutchDate.Day(last)}. De leerlingen van deze school worden binnen een minuut geweigerd."
            : $"De leerlingen van deze school mogen binnen tot en met {DutchDate.Day(last)}. Vanaf {DutchDate.Day(last.AddDays(1))} worden ze geweigerd.";
    }
}
