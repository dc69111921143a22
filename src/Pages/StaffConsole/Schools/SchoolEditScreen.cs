using LeerId.Calendar;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>Adds a school to the list, and changes a contract.</summary>
public sealed class SchoolEditScreen : IConsoleScreen
{
    private const string AddPath = "scholen/toevoegen";
    private const string ChangePath = "scholen/{number}/wijzigen";
    private const string AddTitle = "Voeg een school toe";
    private const string ChangeTitle = "Wijzig het contract";

    private readonly SchoolRegister _schools;
    private readonly TimeProvider _clock;

    /// <summary>Creates the screen.</summary>
    public SchoolEditScreen(SchoolRegister schools, TimeProvider clock)
    {
        (_schools, _clock) = (schools, clock);
        Routes =
        [
            ConsoleRoute.Get(AddPath, SchoolListScreen.Editors, ShowNewAsync),
            ConsoleRoute.Post(AddPath, SchoolListScreen.Editors, AddAsync),
            ConsoleRoute.Get(ChangePath, SchoolListScreen.Editors, ShowAsync),
            ConsoleRoute.Post(ChangePath, SchoolListScreen.Editors, ChangeAsync),
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private Task<IResult> ShowNewAsync(ConsoleRequest request)
    {
        DateOnly today = BrusselsTime.Today(_clock);
        request.Form.Set(SchoolFields.Number, request.Query(SchoolFields.Number));
        request.Form.Set(SchoolFields.From, ConsoleForm.Text(today));
        request.Form.Set(SchoolFields.Until, ConsoleForm.Text(SchoolYear.NextLastDay(today, today)));
        request.Form.Revision = SchoolRevision.NotOnList;
        return request.ShowAsync(AddTitle, new SchoolEditModel(Number: null), SchoolEditView.Create);
    }

    private async Task<IResult> AddAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        SchoolTerms terms = SchoolFields.Read(form);
        SchoolEditor editor = new(request.Person.ObjectId, SchoolRevision.NotOnList);
        SchoolContract? present = null;
        switch (await _schools.PutAsync(form[SchoolFields.Number], terms, editor, request.Cancellation))
        {
            case SchoolOutcome.Stored stored:
                return request.RedirectTo(SchoolScreen.PathOf(stored.Contract.Number), $"De school staat op de lijst. {SchoolTexts.WithinAMinute}");
            case SchoolOutcome.Changed changed:
                present = changed.Present;
                form.Add(SchoolFields.Number, "staat al op de lijst");
                break;
            case SchoolOutcome.Invalid invalid:
                form.AddOthers(invalid.Faults);
                break;
        }

        return await request.ShowAsync(AddTitle, new SchoolEditModel(Number: null, Present: present), SchoolEditView.Create);
    }

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        if (await _schools.FindAsync(request.Value(SchoolFields.Number), request.Cancellation) is not { } school)
            return await SchoolScreen.NotOnListAsync(request);
        SchoolFields.Fill(request.Form, school);
        return await request.ShowAsync($"{ChangeTitle}: {school.Name}", new SchoolEditModel(school.Number), SchoolEditView.Create);
    }

    private async Task<IResult> ChangeAsync(ConsoleRequest request)
    {
        if (!SchoolNumber.TryParse(request.Value(SchoolFields.Number), out SchoolNumber number))
            return await SchoolScreen.NotOnListAsync(request);
        ConsoleForm form = request.Form;
        SchoolTerms terms = SchoolFields.Read(form);
        SchoolOutcome outcome = await _schools.PutAsync(number.ToString(), terms, SchoolFields.Editor(request), request.Cancellation);
        switch (outcome)
        {
            case SchoolOutcome.Stored:
                return request.RedirectTo(SchoolScreen.PathOf(number), $"Het contract is gewijzigd. {SchoolTexts.WithinAMinute}");
            case SchoolOutcome.Changed changed:
                // If editors send the form again, they have seen both versions and choose their own.
                form.Revision = SchoolRevision.Of(changed.Present);
                return await request.ShowAsync(
                    ChangeTitle, new SchoolEditModel(number, Conflict(form, number, changed.Present)), SchoolEditView.Create, StatusCodes.Status409Conflict);
            case SchoolOutcome.Invalid invalid:
                form.AddOthers(invalid.Faults);
                break;
        }

        return await request.ShowAsync(ChangeTitle, new SchoolEditModel(number), SchoolEditView.Create);
    }

    private static ConflictModel Conflict(ConsoleForm form, SchoolNumber number, SchoolContract? present)
    {
        (string Label, string Value)[] mine =
        [
            (SchoolFields.NameLabel, form[SchoolFields.Name]),
            (SchoolFields.BoardLabel, form[SchoolFields.Board]),
            (SchoolFields.MunicipalityLabel, form[SchoolFields.Municipality]),
            (SchoolFields.FromLabel, Day(form, SchoolFields.From)),
            (SchoolFields.UntilLabel, Day(form, SchoolFields.Until)),
            (SchoolFields.FormerNumbersLabel, form[SchoolFields.FormerNumbers]),
        ];
        IEnumerable<string> theirs = present is null
            ? mine.Select(_ => "niet op de lijst")
            :
            [
                present.Name, present.Board ?? "", present.Municipality ?? "", DutchDate.Day(present.From),
                present.Until is { } until ? DutchDate.Day(until) : "", string.Join(' ', present.FormerNumbers),
            ];
        return new ConflictModel(
            [.. mine.Zip(theirs, (field, value) => new ConflictRow(field.Label, field.Value, value)).Where(row => row.Mine != row.Present)],
            ConsoleRouter.AddressOf(SchoolScreen.PathOf(number)));
    }

    private static string Day(ConsoleForm form, string name) => form.Date(name) is { } day ? DutchDate.Day(day) : form[name];
}
