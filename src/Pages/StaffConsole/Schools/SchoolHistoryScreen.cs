using System.Globalization;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>Shows the changes of a school, and restores the contract that was valid before one of them.</summary>
public sealed class SchoolHistoryScreen : IConsoleScreen
{
    private const string RevisionParameter = "revision";
    private const string Path = "scholen/{number}/geschiedenis";
    private const string RestorePath = "scholen/{number}/geschiedenis/{revision}/terugzetten";

    private readonly SchoolRegister _schools;
    private readonly SchoolHistory _history;

    /// <summary>Creates the screen.</summary>
    public SchoolHistoryScreen(SchoolRegister schools, SchoolHistory history)
    {
        (_schools, _history) = (schools, history);
        Routes =
        [
            ConsoleRoute.Get(Path, SchoolListScreen.Readers, ShowAsync),
            ConsoleRoute.Get(RestorePath, SchoolListScreen.Editors, CheckAsync),
            ConsoleRoute.Post(RestorePath, SchoolListScreen.Editors, RestoreAsync),
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        if (!SchoolNumber.TryParse(request.Value(SchoolFields.Number), out SchoolNumber number))
            return await SchoolScreen.NotOnListAsync(request);
        SchoolHistoryAnswer answer = await _history.ReadAsync(number, request.Cancellation);
        int page = PageLinksModel.Read(request.Query(PageLinksModel.Parameter), SchoolHistoryModel.PageSize, answer.Entries.Count);
        SchoolHistoryEntry[] shown = [.. answer.Entries.Skip((page - 1) * SchoolHistoryModel.PageSize).Take(SchoolHistoryModel.PageSize)];
        PageLinksModel links = new(
            $"{SchoolScreen.PathOf(number)}/geschiedenis", new Dictionary<string, string?>(), page, SchoolHistoryModel.PageSize, answer.Entries.Count);
        SchoolHistoryModel model = new(
            number, shown, answer.IsComplete, links, request.Person.ObjectId, request.Role == StaffRole.AccessControl);
        return await request.ShowAsync($"Geschiedenis van school {number}", model, SchoolHistoryView.Create);
    }

    private async Task<IResult> CheckAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } entry)
            return await UnknownAsync(request);
        SchoolContract? present = await _schools.FindAsync(entry.Number.ToString(), request.Cancellation);
        request.Form.Revision = SchoolRevision.Of(present);
        return await ShowAsync(request, entry, present, StatusCodes.Status200OK);
    }

    private async Task<IResult> RestoreAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } entry)
            return await UnknownAsync(request);
        string number = entry.Number.ToString();
        switch (await _schools.RestoreAsync(number, entry.Revision, SchoolFields.Editor(request), request.Cancellation))
        {
            case SchoolOutcome.Stored:
                return request.RedirectTo(SchoolScreen.PathOf(entry.Number), $"Het contract is teruggezet. {SchoolTexts.WithinAMinute}");
            case SchoolOutcome.Removed or SchoolOutcome.NotOnList:
                return request.RedirectTo(
                    $"{SchoolScreen.PathOf(entry.Number)}/geschiedenis", $"De school staat niet meer op de lijst. {SchoolTexts.WithinAMinute}");
            case SchoolOutcome.Changed changed:
                request.Form.Revision = SchoolRevision.Of(changed.Present);
                return await ShowAsync(request, entry, changed.Present, StatusCodes.Status409Conflict);
            case SchoolOutcome.Invalid invalid:
                // The page has no fields next to which the faults could be shown.
                foreach (FieldFault fault in invalid.Faults)
                    request.Form.Add("", $"{SchoolFields.LabelOf(fault.Field)} {fault.Dutch}.");
                break;
        }

        SchoolContract? present = await _schools.FindAsync(number, request.Cancellation);
        return await ShowAsync(request, entry, present, StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<SchoolHistoryEntry?> FindAsync(ConsoleRequest request) =>
        SchoolNumber.TryParse(request.Value(SchoolFields.Number), out SchoolNumber number)
        && long.TryParse(request.Value(RevisionParameter), NumberStyles.None, CultureInfo.InvariantCulture, out long revision)
            ? await _history.FindAsync(number, revision, request.Cancellation)
            : null;

    private static Task<IResult> UnknownAsync(ConsoleRequest request) => request.NotFoundAsync("Deze wijziging staat niet in de geschiedenis van de school.");

    private static Task<IResult> ShowAsync(ConsoleRequest request, SchoolHistoryEntry entry, SchoolContract? present, int status) => request.ShowAsync(
        $"Controleer: zet school {entry.Number} terug",
        new SchoolRestoreModel(
            entry.Number, entry, SchoolTexts.Differences(present, entry.Before), WasChanged: status == StatusCodes.Status409Conflict),
        SchoolRestoreView.Create, status);
}
