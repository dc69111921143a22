using LeerId.Notices;
using LeerId.Pages.StaffConsole.Breaches;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Notices;

/// <summary>The notices: the list, one notice, its supplements, and the register as a file.</summary>
public sealed class NoticeScreen(NoticeRegister notices, NoticeList list) : IConsoleScreen
{
    internal const string Path = "meldingen";
    internal const string Unknown = "Er is geen melding met dat nummer.";

    // The names of the parameters of the list's query.
    private const string KindParameter = "soort", DeliveryParameter = "mails", OpenParameter = "open";

    private static readonly StaffRole[] Officer = [StaffRole.Dpo];

    // The first admitted role of a person counts, so a person who may read notices acts in that role.
    private static readonly StaffRole[] Admits = [.. BreachScreen.Readers, StaffRole.AccessControl, StaffRole.Privacy];

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(70, "Meldingen", Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes =>
    [
        ConsoleRoute.Get(Path, Admits, ListAsync),
        ConsoleRoute.Get($"{Path}/register.csv", Officer, DownloadAsync),
        ConsoleRoute.Get($"{Path}/{{kind}}/{{number}}", BreachScreen.Readers, ShowAsync),
        ConsoleRoute.Post($"{Path}/{{kind}}/{{number}}/aanvulling", Officer, SupplementAsync),
    ];

    private async Task<IResult> ListAsync(ConsoleRequest request)
    {
        NoticeTasks tasks = new(request.Person.Roles);
        if (!BreachScreen.Readers.Contains(request.Role))
            return await request.ShowAsync("Meldingen", new NoticeListModel(tasks, List: null), NoticeListView.Create);
        NoticeFilter filter = new()
        {
            Kind = NoticeReference.TryParseKind(request.Query(KindParameter), out NoticeKind kind) ? kind : null,
            Delivery = EnumChoice.Find<NoticeDelivery>(request.Query(DeliveryParameter)),
            IsOpen = request.Query(OpenParameter) switch { "ja" => true, "nee" => false, _ => null },
        };
        int page = int.TryParse(request.Query(PageLinksModel.Parameter), out int asked) ? asked : 1;
        NoticePage found = await list.ReadAsync(filter, page, request.Cancellation);
        Dictionary<string, string?> query = new()
        {
            [KindParameter] = request.Query(KindParameter),
            [DeliveryParameter] = request.Query(DeliveryParameter),
            [OpenParameter] = request.Query(OpenParameter),
        };
        PageLinksModel pages = new(Path, query, found.Page, NoticeList.PageSize, found.Total);
        return await request.ShowAsync("Meldingen", new NoticeListModel(tasks, new NoticeListPart(found.Lines, filter, pages)), NoticeListView.Create);
    }

    private async Task<IResult> DownloadAsync(ConsoleRequest request)
    {
        ReadOnlyMemory<byte> file = await NoticeRegisterFile.WriteAsync(notices.ListAllAsync(request.Cancellation), request.Cancellation);
        return ConsoleDownload.Csv("meldingen.csv", file);
    }

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } found)
            return await request.NotFoundAsync(Unknown);
        return found[0].Content is BreachContent
            ? request.RedirectTo(BreachScreen.PathOf(found[0].Reference.Number))
            : await ShowAsync(request, found);
    }

    private async Task<IResult> SupplementAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } found)
            return await request.NotFoundAsync(Unknown);
        NoticeOutcome outcome = await notices.SupplementAsync(
            found[0].Reference, request.Form["text"], request.Person.ObjectId, request.Repeatable, request.Cancellation);
        switch (outcome)
        {
            case NoticeOutcome.Registered:
                return request.RedirectTo(
                    PathOf(found[0].Reference), "De aanvulling is geregistreerd. Wie de melding kreeg, krijgt ook de aanvulling per mail.");
            case NoticeOutcome.Invalid invalid:
                request.Form.AddOthers(invalid.Faults);
                return await ShowAsync(request, found);
            case NoticeOutcome.KeyReused:
                request.Form.Add("", NoticeTexts.KeyReused);
                return await ShowAsync(request, found);
            default:
                return await request.NotFoundAsync(Unknown);
        }
    }

    private async Task<IReadOnlyList<Notice>?> FindAsync(ConsoleRequest request) =>
        NoticeReference.TryParse($"{request.Value("kind")}/{request.Value("number")}", out NoticeReference reference)
            && await notices.FindWithPartsAsync(reference, request.Cancellation) is { Count: > 0 } found ? found : null;

    private static Task<IResult> ShowAsync(ConsoleRequest request, IReadOnlyList<Notice> found) => request.ShowAsync(
        NoticeLetter.For(found[0]).Title, new NoticePageModel(found, request.Person.Roles.Contains(StaffRole.Dpo)), NoticePageView.Create);

    /// <summary>The path of a notice's page, for a list.</summary>
    internal static string PathOf(NoticeLine line) => line.Kind == NoticeKind.Breach
        ? BreachScreen.PathOf(line.Number) : $"{Path}/{EnumChoice.ToText(line.Kind)}/{line.Number}";

    /// <summary>The path of a notice, below <c>/beheer/</c>.</summary>
    /// <param name="notice">The notice itself, and none of its parts.</param>
    internal static string PathOf(NoticeReference notice) => $"{Path}/{notice}";
}

/// <summary>The start of the screen: the links to the person's forms, and the list if the person may read it.</summary>
/// <param name="Tasks">The links.</param>
/// <param name="List">The list; null for a person who may only report.</param>
public sealed record NoticeListModel(NoticeTasks Tasks, NoticeListPart? List);

/// <summary>A page of the list.</summary>
/// <param name="Lines">The notices of the page.</param>
/// <param name="Filter">The filter of the list.</param>
/// <param name="Pages">The pages.</param>
public sealed record NoticeListPart(IReadOnlyList<NoticeLine> Lines, NoticeFilter Filter, PageLinksModel Pages);

/// <summary>The links to the screens on which a person may report or record something.</summary>
/// <param name="Roles">The roles of the person.</param>
public sealed record NoticeTasks(IReadOnlySet<StaffRole> Roles)
{
    /// <summary>The screens, each with its title.</summary>
    public IReadOnlyList<ConsoleLink> Links =>
    [
        .. new (string Text, string Path, IReadOnlyList<StaffRole> Admits)[]
        {
            ("Meld een fout in de gegevens", NoticeReportScreen.QualityPath, NoticeReportScreen.QualityReporters),
            ("Meld een wijziging van wetgeving of verwerkers", NoticeReportScreen.ChangePath, NoticeReportScreen.ChangeReporters),
            ("Meld dat u gegevens aan een derde zult geven", NoticeReportScreen.SharingPath, NoticeReportScreen.SharingReporters),
            ("Leg vast wat er met een fout in de gegevens gedaan is", NoticeEndingScreen.QualityPath, NoticeEndingScreen.QualityRecorders),
            ("Zoek de leerling van een melding op, als DOV ernaar vraagt", NoticePupilScreen.Path, NoticePupilScreen.Admits),
            ("De verwerkers van DOV", DovProcessorScreen.Path, BreachScreen.Readers),
            ("Download het register van alle meldingen (CSV)", $"{NoticeScreen.Path}/register.csv", [StaffRole.Dpo]),
        }.Where(task => task.Admits.Any(Roles.Contains)).Select(task => new ConsoleLink(task.Text, ConsoleRouter.AddressOf(task.Path))),
    ];
}

/// <summary>A notice.</summary>
/// <param name="Rows">The notice, and all its parts.</param>
/// <param name="IsOfficer">Whether the person is the data protection officer, who supplements notices.</param>
public sealed record NoticePageModel(IReadOnlyList<Notice> Rows, bool IsOfficer)
{
    /// <summary>The notice itself.</summary>
    public Notice Notice => Rows[0];

    /// <summary>Whether the person can supplement it.</summary>
    public bool MaySupplement => IsOfficer && Notice.Reference.Kind is not (NoticeKind.Breach or NoticeKind.Request);

    /// <summary>Whether the person can record its result.</summary>
    public bool MayEnd => IsOfficer && Notice is { Content: SharingContent, Ending: null };

    /// <summary>Whether its result must be recorded.</summary>
    public bool HasEnding => Notice.Content is QualityContent or SharingContent;

    /// <summary>The address of the notice.</summary>
    public string Address => ConsoleRouter.AddressOf(NoticeScreen.PathOf(Notice.Reference));
}
