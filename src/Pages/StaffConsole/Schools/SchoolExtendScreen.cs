using LeerId.Calendar;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>Extends a contract to a day. The list and the page of a school also contain its form.</summary>
public sealed class SchoolExtendScreen : IConsoleScreen
{
    private const string Path = "scholen/{number}/verlengen";

    private readonly SchoolRegister _schools;
    private readonly TimeProvider _clock;

    /// <summary>Creates the screen.</summary>
    public SchoolExtendScreen(SchoolRegister schools, TimeProvider clock)
    {
        (_schools, _clock) = (schools, clock);
        Routes = [ConsoleRoute.Get(Path, SchoolListScreen.Editors, ShowAsync), ConsoleRoute.Post(Path, SchoolListScreen.Editors, ExtendAsync)];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private DateOnly Today => BrusselsTime.Today(_clock);

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } school)
            return await SchoolScreen.NotOnListAsync(request);
        request.Form.Revision = SchoolRevision.Of(school);
        request.Form.Set(SchoolFields.Until, ConsoleForm.Text(SchoolYear.NextLastDay(school.Until ?? Today, Today)));
        return await ShowAsync(request, school, StatusCodes.Status200OK);
    }

    private async Task<IResult> ExtendAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        string? until = SchoolFields.Day(form, SchoolFields.Until);
        SchoolOutcome outcome = await _schools.ExtendAsync(
            request.Value(SchoolFields.Number), until, SchoolFields.Editor(request), request.Cancellation);
        switch (outcome)
        {
            case SchoolOutcome.Stored { Contract: { Until: { } last } stored }:
                return request.RedirectTo(
                    SchoolScreen.PathOf(stored.Number), $"Het contract loopt tot en met {DutchDate.Day(last)}. {SchoolTexts.WithinAMinute}");
            case SchoolOutcome.Changed { Present: { } present }:
                // If editors send the form again, they have seen both versions and choose their own last day.
                form.Revision = SchoolRevision.Of(present);
                return await ShowAsync(request, present, StatusCodes.Status409Conflict, Conflict(form, present));
            case SchoolOutcome.Invalid invalid:
                form.AddOthers(invalid.Faults);
                break;
        }

        return await FindAsync(request) is { } school
            ? await ShowAsync(request, school, StatusCodes.Status422UnprocessableEntity)
            : await SchoolScreen.NotOnListAsync(request);
    }

    private Task<SchoolContract?> FindAsync(ConsoleRequest request) => _schools.FindAsync(request.Value(SchoolFields.Number), request.Cancellation);

    private Task<IResult> ShowAsync(ConsoleRequest request, SchoolContract school, int status, ConflictModel? conflict = null) => request.ShowAsync(
        $"Verleng het contract: {school.Name}", new SchoolExtendModel(school, school.Until < Today, conflict), SchoolExtendView.Create, status);

    // The editor changes only the last day. The rest of the contract keeps the other editor's changes.
    private static ConflictModel Conflict(ConsoleForm form, SchoolContract present)
    {
        string mine = form.Date(SchoolFields.Until) is { } day ? DutchDate.Day(day) : form[SchoolFields.Until];
        return new ConflictModel(
            [.. SchoolTexts.Fields(present).Select(field => new ConflictRow(
                field.Label, field.Label == SchoolFields.UntilLabel ? mine : "zoals nu bewaard", field.Value))],
            ConsoleRouter.AddressOf(SchoolScreen.PathOf(present.Number)));
    }
}
