using System.Globalization;
using LeerId.Notices;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Register;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LeerId.Pages.StaffConsole.Breaches;

/// <summary>The list of breaches, and the handling of one: the 72 hours, the steps, the missing fields, and the history.</summary>
public sealed class BreachScreen(
    NoticeRegister notices, NoticeList list, IOptions<DpoOptions> officers, IOptions<RegisterOptions> register, TimeProvider clock) : IConsoleScreen
{
    internal const string Path = "datalek";
    internal const string Unknown = "Er is geen datalek met dat nummer.";

    private const string All = "alle";

    /// <summary>The roles that may read a breach.</summary>
    internal static IReadOnlyList<StaffRole> Readers { get; } = [StaffRole.Dpo, StaffRole.Operator];

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(61, "Datalekken", Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes =>
    [
        ConsoleRoute.Get(Path, Readers, ListAsync),
        ConsoleRoute.Get($"{Path}/{{number}}", Readers, ShowAsync),
        ConsoleRoute.Get($"{Path}/{{number}}/afdruk", Readers, PrintAsync),
    ];

    /// <summary>The path of the screen about a breach, below <c>/beheer/</c>.</summary>
    internal static string PathOf(string number) => $"{Path}/{number}";

    /// <summary>Runs an action with the breach of the request; shows a 404 if it doesn't exist.</summary>
    internal static async Task<IResult> OnBreachAsync(
        ConsoleRequest request, NoticeRegister notices, Func<Notice, BreachContent, Task<IResult>> act) =>
        NoticeReference.TryParse($"breach/{request.Value("number")}", out NoticeReference reference)
            && await notices.FindAsync(reference, request.Cancellation) is { Content: BreachContent breach } notice
            ? await act(notice, breach)
            : await request.NotFoundAsync(Unknown);

    /// <summary>The revision of a breach, as its forms contain it.</summary>
    internal static string RevisionOf(Notice breach) => breach.Version.ToString(CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<Notice>?> FindAsync(ConsoleRequest request) =>
        NoticeReference.TryParse($"breach/{request.Value("number")}", out NoticeReference reference)
            && await notices.FindWithPartsAsync(reference, request.Cancellation) is [{ Content: BreachContent }, ..] found ? found : null;

    private async Task<IResult> ListAsync(ConsoleRequest request)
    {
        bool isAll = request.Query("toon") == All;
        NoticeFilter filter = new() { Kind = NoticeKind.Breach, IsOpen = isAll ? null : true };
        int page = int.TryParse(request.Query(PageLinksModel.Parameter), out int asked) ? asked : 1;
        NoticePage found = await list.ReadAsync(filter, page, request.Cancellation);
        PageLinksModel pages = new(Path, new Dictionary<string, string?> { ["toon"] = isAll ? All : null }, found.Page, NoticeList.PageSize, found.Total);
        return await request.ShowAsync("Datalekken", new BreachListModel(found.Lines, isAll, pages), BreachListView.Create);
    }

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } found)
            return await request.NotFoundAsync(Unknown);
        return await request.ShowAsync(
            $"Datalek {found[0].Reference.Number}",
            new BreachModel(found, clock.GetUtcNow(), new OfficersModel(officers.Value), request.Person.Roles.Contains(StaffRole.Dpo)), BreachView.Create);
    }

    private async Task<IResult> PrintAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } found)
            return await request.NotFoundAsync(Unknown);
        return await request.ShowAsync(
            $"Datalek {found[0].Reference.Number}: alles voor het formulier",
            new BreachSheetModel(found, register.Value.Provider, officers.Value, clock.GetUtcNow()), BreachSheetView.Create);
    }
}

/// <summary>The list of breaches.</summary>
/// <param name="Lines">The breaches of the page.</param>
/// <param name="IsAll">Whether the closed ones are listed too.</param>
/// <param name="Pages">The pages.</param>
public sealed record BreachListModel(IReadOnlyList<NoticeLine> Lines, bool IsAll, PageLinksModel Pages);

/// <summary>A breach.</summary>
/// <param name="Rows">The notice, and all its parts.</param>
/// <param name="Now">The current moment, UTC.</param>
/// <param name="Officers">Both officers.</param>
/// <param name="MayChange">Whether the person may change and close it.</param>
public sealed record BreachModel(IReadOnlyList<Notice> Rows, DateTimeOffset Now, OfficersModel Officers, bool MayChange)
{
    /// <summary>The breach itself.</summary>
    public Notice Notice => Rows[0];

    /// <summary>Its fields.</summary>
    public BreachContent Breach => (BreachContent)Notice.Content;

    /// <summary>The 72 hours, in Dutch.</summary>
    public string Clock => BreachDeadline.Describe(Breach, Notice.ClosedAt is not null, Now);

    /// <summary>The address of a screen about this breach.</summary>
    /// <param name="screen">The end of its path.</param>
    public string Address(string screen) => ConsoleRouter.AddressOf($"{BreachScreen.PathOf(Notice.Reference.Number)}/{screen}");

    /// <summary>The missing fields of a step, in Dutch.</summary>
    public IReadOnlyList<string> Missing(BreachStep step) => [.. BreachFields.Missing(Breach).Where(step.Fields.Contains).Select(BreachFields.Label)];
}
