using LeerId.Pages.StaffConsole.Parts;
using LeerId.Requests;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Requests;

/// <summary>The register of data subjects' requests (GDPR, articles 12 to 22), and a new one.</summary>
internal sealed class RequestsScreen : IConsoleScreen
{
    public const string ListPath = "verzoeken";

    private const string NewPath = $"{ListPath}/nieuw";
    private const int PageSize = 50;

    private readonly RequestRegister _requests;

    public RequestsScreen(RequestRegister requests)
    {
        _requests = requests;
        Routes =
        [
            ConsoleRoute.Get(ListPath, Readers, ListAsync),
            ConsoleRoute.Get(NewPath, Handlers, ShowNewAsync),
            ConsoleRoute.Post(NewPath, Handlers, RegisterAsync),
        ];
    }

    /// <summary>The roles that handle requests. The officer checks that work and does not do it (GDPR, article 38(6)).</summary>
    public static IReadOnlyList<StaffRole> Handlers { get; } = [StaffRole.Privacy];

    /// <summary>The roles that read the register.</summary>
    public static IReadOnlyList<StaffRole> Readers { get; } = [StaffRole.Privacy, StaffRole.Dpo];

    public ConsoleMenuItem? Menu { get; } = new(50, "Verzoeken", ListPath);

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    public static Task<IResult> NoRequestAsync(ConsoleRequest request) => request.NotFoundAsync("Er is geen verzoek met dit nummer.");

    private async Task<IResult> ListAsync(ConsoleRequest request)
    {
        RequestListQuery query = RequestListQuery.Of(request);
        IReadOnlyList<RequestSummary> all = query.Sort(await _requests.ListAsync(query.IsOpen, request.Cancellation));
        int page = PageLinksModel.Read(request.Query(PageLinksModel.Parameter), PageSize, all.Count);
        RequestListModel model = new(
            [.. all.Skip((page - 1) * PageSize).Take(PageSize)], query, query.PagesOf(page, PageSize, all.Count), request.Role == StaffRole.Privacy);
        return await request.ShowAsync("Verzoeken", model, RequestListView.Create);
    }

    private static Task<IResult> ShowNewAsync(ConsoleRequest request) =>
        request.ShowAsync("Nieuw verzoek", new NewRequestModel(RequestTexts.Kinds, RequestTexts.Checks), NewRequestView.Create);

    private async Task<IResult> RegisterAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        NewRequest body = new()
        {
            Kind = EnumChoice.Read<RequestKind>(form, "kind"),
            ReceivedOn = form.Date("receivedOn"),
            Requester = new Requester { Name = form.TextOf("requester.name"), Contact = form.TextOf("requester.contact") },
            Identity = new IdentityEvidence { Check = EnumChoice.Read<IdentityCheck>(form, "identity.check"), Note = form.TextOf("identity.note") },
            Description = form.TextOf("description"),
        };
        switch (await _requests.RegisterAsync(body, request.Caller.ObjectId, request.Repeatable, request.Cancellation))
        {
            case RequestOutcome.Done done:
                return request.RedirectTo($"{ListPath}/{done.Request.Number}", "Het verzoek is geregistreerd.");
            case RequestOutcome.Invalid invalid:
                form.AddOthers(invalid.Faults);
                break;
            case RequestOutcome.MailMissing:
                form.Add("", "Er is niets geregistreerd: het adres voor herinneringen is niet ingesteld (Requests:Mail). Vraag dat aan de beheerder.");
                break;
            default:
                form.Add(
                    "", "U verstuurde dit formulier al eens met andere gegevens, en dat verzoek staat in het register. "
                    + "Is dit een ander verzoek? Verstuur het dan nog eens.");
                form.RenewKey();
                break;
        }

        return await ShowNewAsync(request);
    }
}
