using LeerId.Calendar;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Staff;
using LeerId.Support;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>
/// The list of schools, with a search and a download. Each row says whether the school's pupils may sign in today, and has a form or a link
/// that extends the contract.
/// </summary>
public sealed class SchoolListScreen : IConsoleScreen
{
    /// <summary>The roles that see the schools. Only the first one changes them.</summary>
    internal static readonly StaffRole[] Readers = [StaffRole.AccessControl, StaffRole.Dpo, StaffRole.Operator];

    /// <summary>The role that changes the schools.</summary>
    internal static readonly StaffRole[] Editors = [StaffRole.AccessControl];

    private const string Title = "Scholen";
    private const string FilePath = "scholen/lijst.csv";

    private readonly SchoolSearch _search;
    private readonly ContractsToday _contracts;
    private readonly TimeProvider _clock;

    /// <summary>Creates the screen.</summary>
    public SchoolListScreen(SchoolSearch search, ContractsToday contracts, TimeProvider clock)
    {
        (_search, _contracts, _clock) = (search, contracts, clock);
        Routes = [ConsoleRoute.Get(SchoolListModel.Path, Readers, ShowAsync), ConsoleRoute.Get(FilePath, Readers, DownloadAsync)];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(30, Title, SchoolListModel.Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        SchoolQuery query = SchoolListModel.Read(request);
        SchoolPage page = await _search.FindAsync(query, request.Cancellation);
        DateOnly today = BrusselsTime.Today(_clock);
        bool canChange = request.Role == StaffRole.AccessControl;
        SchoolRow[] rows = [.. page.Schools.Select(school => new SchoolRow(
            school, _contracts.Of(school.Number, page.List), Mark(school, today), canChange ? Extension(school, today) : null))];
        request.Form.Set(SchoolListModel.TextField, query.Text);
        return await request.ShowAsync(Title, new SchoolListModel(query, page, rows, canChange), SchoolListView.Create);
    }

    private async Task<IResult> DownloadAsync(ConsoleRequest request)
    {
        SchoolList list = await _search.ListAsync(request.Cancellation);
        return ConsoleDownload.Csv("scholen.csv", SchoolListExport.Write(list.Contracts));
    }

    private static ConsoleForm? Extension(SchoolContract school, DateOnly today)
    {
        if (school.Until is not { } until)
            return null;
        ConsoleForm form = new() { Revision = SchoolRevision.Of(school) };
        form.Set(SchoolFields.Until, ConsoleForm.Text(SchoolYear.NextLastDay(until, today)));
        return form;
    }

    private static string? Mark(SchoolContract school, DateOnly today)
    {
        if (school.From > today)
            return "Nog niet begonnen";
        if (school.Until < today)
            return "Afgelopen";
        return school.Until <= today.AddDays(SchoolSearch.SoonDays) ? $"Eindigt binnen {SchoolSearch.SoonDays} dagen" : null;
    }
}
