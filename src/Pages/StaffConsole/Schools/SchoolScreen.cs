using LeerId.Calendar;
using LeerId.Schools;
using LeerId.Staff;
using LeerId.Support;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>One school: its contract, whether its pupils may sign in today, and the links to the screens that change it.</summary>
public sealed class SchoolScreen : IConsoleScreen
{
    private const string Path = "scholen/{number}";

    private readonly SchoolSearch _search;
    private readonly SchoolHistory _history;
    private readonly ContractsToday _contracts;
    private readonly TimeProvider _clock;

    /// <summary>Creates the screen.</summary>
    public SchoolScreen(SchoolSearch search, SchoolHistory history, ContractsToday contracts, TimeProvider clock)
    {
        (_search, _history, _contracts, _clock) = (search, history, contracts, clock);
        Routes = [ConsoleRoute.Get(Path, SchoolListScreen.Readers, ShowAsync)];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    /// <summary>The path of a school, below <c>/beheer/</c>.</summary>
    internal static string PathOf(SchoolNumber number) => $"{SchoolListModel.Path}/{number}";

    /// <summary>The answer for a school that is not, or no longer, on the list.</summary>
    internal static Task<IResult> NotOnListAsync(ConsoleRequest request) => request.NotFoundAsync("Deze school staat niet op de lijst, of niet meer.");

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        if (!SchoolNumber.TryParse(request.Value(SchoolFields.Number), out SchoolNumber number))
            return await request.NotFoundAsync("Dit is geen instellingsnummer: dat heeft zes cijfers, zoals 030569.");
        SchoolList list = await _search.ListAsync(request.Cancellation);
        SchoolContract? school = list.Contracts.FirstOrDefault(contract => contract.Number == number);
        if (school?.Until is { } until)
        {
            request.Form.Revision = SchoolRevision.Of(school);
            request.Form.Set(SchoolFields.Until, ConsoleForm.Text(SchoolYear.NextLastDay(until, BrusselsTime.Today(_clock))));
        }

        SchoolHistoryEntry? last = (await _history.ReadAsync(number, request.Cancellation)).Entries is [var newest, ..] ? newest : null;
        SchoolModel model = new(number, school, _contracts.Of(number, list), last, request.Role == StaffRole.AccessControl);
        return await request.ShowAsync(
            school?.Name ?? $"School {number}", model, SchoolView.Create, school is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }
}
