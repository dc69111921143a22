using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Restrictions;

/// <summary>The register of restrictions and objections, and the page of each. They show no uuid and no pseudonym.</summary>
internal sealed class RestrictionsScreen : IConsoleScreen
{
    public const string ListPath = "beperkingen";

    /// <summary>The parameter of the path with the number of a restriction.</summary>
    public const string Id = "id";

    public const string OnePath = $"{ListPath}/{{{Id}}}";

    private const int PageSize = 50;

    private readonly StudentRestrictions _restrictions;

    public RestrictionsScreen(StudentRestrictions restrictions)
    {
        _restrictions = restrictions;
        Routes = [ConsoleRoute.Get(ListPath, Readers, ListAsync), ConsoleRoute.Get(OnePath, Readers, ShowAsync)];
    }

    /// <summary>The roles that place and lift restrictions.</summary>
    public static IReadOnlyList<StaffRole> Handlers { get; } = [StaffRole.Privacy];

    /// <summary>The roles that read the register.</summary>
    public static IReadOnlyList<StaffRole> Readers { get; } = [StaffRole.Privacy, StaffRole.Dpo];

    public ConsoleMenuItem? Menu { get; } = new(55, "Beperkingen", ListPath);

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    /// <summary>Shows one restriction, with the reason why a change was refused.</summary>
    public static Task<IResult> ShowAsync(ConsoleRequest request, RestrictionAnswer restriction, string? refusal) => request.ShowAsync(
        "Beperking", new RestrictionModel(restriction, request.Role == StaffRole.Privacy, refusal), RestrictionView.Create,
        refusal is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    public static Task<IResult> NoRestrictionAsync(ConsoleRequest request) => request.NotFoundAsync("Er is geen beperking met dit nummer.");

    private async Task<IResult> ListAsync(ConsoleRequest request)
    {
        IReadOnlyList<RestrictionAnswer> all = await _restrictions.ListAsync(request.Cancellation);
        int page = PageLinksModel.Read(request.Query(PageLinksModel.Parameter), PageSize, all.Count);
        RestrictionListModel model = new(
            [.. all.Skip((page - 1) * PageSize).Take(PageSize)],
            new PageLinksModel(ListPath, new Dictionary<string, string?>(), page, PageSize, all.Count));
        return await request.ShowAsync("Beperkingen en bezwaren", model, RestrictionListView.Create);
    }

    private async Task<IResult> ShowAsync(ConsoleRequest request) =>
        await _restrictions.FindAsync(request.Value(Id), request.Cancellation) is { } restriction
            ? await ShowAsync(request, restriction, refusal: null) : await NoRestrictionAsync(request);
}
