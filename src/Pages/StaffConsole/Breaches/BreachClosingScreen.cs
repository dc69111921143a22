using LeerId.Notices;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using LeerId.Text;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Breaches;

/// <summary>Closes a breach. Each field that is missing needs a reason.</summary>
public sealed class BreachClosingScreen(NoticeRegister notices, BreachRegister breaches) : IConsoleScreen
{
    private const string Path = $"{BreachScreen.Path}/{{number}}/afsluiten";
    private const string Title = "Het datalek afsluiten";

    private static readonly StaffRole[] Admits = [StaffRole.Dpo];

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes => [ConsoleRoute.Get(Path, Admits, ShowAsync), ConsoleRoute.Post(Path, Admits, CloseAsync)];

    private Task<IResult> ShowAsync(ConsoleRequest request) => OnOpenBreachAsync(request, (notice, breach) => ShowAsync(request, notice, breach));

    private Task<IResult> CloseAsync(ConsoleRequest request) => OnOpenBreachAsync(request, async (notice, breach) =>
    {
        Dictionary<string, string> reasons = BreachFields.Missing(breach).Where(field => request.Form[field].Length > 0)
            .ToDictionary(field => field, field => request.Form[field]);
        NoticeOutcome outcome = request.Form.Revision == BreachScreen.RevisionOf(notice)
            ? await breaches.CloseAsync(notice.Reference.Number, notice.Version, reasons, request.Person.ObjectId, request.Cancellation)
            : new NoticeOutcome.Outdated();
        switch (outcome)
        {
            case NoticeOutcome.Registered:
                return request.RedirectTo(
                    BreachScreen.PathOf(notice.Reference.Number), "Het datalek is afgesloten. Beide functionarissen krijgen een mail.");
            case NoticeOutcome.Invalid invalid:
                // A fault of the reasons as a whole, such as their total length, belongs to no field of the form.
                request.Form.AddOthers(invalid.Faults.Select(
                    fault => fault.Field == "reasons" ? new FieldFault("", fault.Fault, $"Een reden {fault.Dutch}.") : fault));
                return await ShowAsync(request, notice, breach);
            case NoticeOutcome.Outdated:
                request.Form.Add("", "Iemand anders wijzigde dit datalek intussen. Er is niets afgesloten. Kijk na wat nu nog ontbreekt, en verstuur opnieuw.");
                return await notices.FindAsync(notice.Reference, request.Cancellation) is { Content: BreachContent now } changed
                    ? await ShowAsync(request, changed, now)
                    : await request.NotFoundAsync(BreachScreen.Unknown);
            default:
                return await request.NotFoundAsync(BreachScreen.Unknown);
        }
    });

    private static Task<IResult> ShowAsync(ConsoleRequest request, Notice notice, BreachContent breach)
    {
        request.Form.Revision = BreachScreen.RevisionOf(notice);
        return request.ShowAsync(
            Title, new BreachClosingModel(notice, [.. BreachFields.Describe(breach).Where(field => field.IsMissing)]), BreachClosingView.Create);
    }

    private Task<IResult> OnOpenBreachAsync(ConsoleRequest request, Func<Notice, BreachContent, Task<IResult>> act) =>
        BreachScreen.OnBreachAsync(request, notices, async (notice, breach) => notice.ClosedAt is null
            ? await act(notice, breach)
            : request.RedirectTo(BreachScreen.PathOf(notice.Reference.Number), "Dit datalek is al afgesloten."));
}

/// <summary>The form to close a breach.</summary>
/// <param name="Notice">The breach.</param>
/// <param name="Missing">The fields that are missing.</param>
public sealed record BreachClosingModel(Notice Notice, IReadOnlyList<BreachFieldText> Missing)
{
    /// <summary>The address of the breach.</summary>
    public string Back => ConsoleRouter.AddressOf(BreachScreen.PathOf(Notice.Reference.Number));
}
