using LeerId.Notices;
using LeerId.Pages.StaffConsole.Notices;
using LeerId.Pages.StaffConsole.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LeerId.Pages.StaffConsole.Breaches;

/// <summary>
/// Reports a personal data breach. Two fields on one screen are enough. The reporter then sees the remaining time, and whom to call.
/// </summary>
public sealed class BreachReportScreen(NoticeRegister notices, IOptions<DpoOptions> officers, TimeProvider clock) : IConsoleScreen
{
    internal const string Path = $"{BreachScreen.Path}/melden";

    private const string ReportedPath = $"{BreachScreen.Path}/gemeld";
    private const string Title = "Een datalek melden";

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(60, "Datalek melden", Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes =>
    [
        ConsoleRoute.Get(Path, ConsoleRoute.Everyone, ShowAsync),
        ConsoleRoute.Post(Path, ConsoleRoute.Everyone, ReportAsync),
        ConsoleRoute.Get($"{ReportedPath}/{{number}}", ConsoleRoute.Everyone, ConfirmAsync),
    ];

    private Task<IResult> ShowAsync(ConsoleRequest request)
    {
        request.Form.Set("source", "");
        request.Form.Set("risk", "");
        return ShowFormAsync(request);
    }

    private async Task<IResult> ReportAsync(ConsoleRequest request)
    {
        BreachContent breach = BreachForm.Read(request.Form, new BreachContent());
        request.Form.AddOthers(notices.Check(breach));
        if (!request.Form.IsValid)
            return await ShowFormAsync(request);
        switch (await notices.ReportAsync(breach, request.Person.ObjectId, request.Repeatable, request.Cancellation))
        {
            case NoticeOutcome.Registered registered:
                return request.RedirectTo($"{ReportedPath}/{registered.Reference.Number}", "Het datalek is gemeld.");
            case NoticeOutcome.Invalid invalid:
                request.Form.AddOthers(invalid.Faults);
                return await ShowFormAsync(request);
            default:
                request.Form.Add("", NoticeTexts.KeyReused);
                return await ShowFormAsync(request);
        }
    }

    // Reporters may see the deadline of their own report. Only the officer and the operators may see everything else.
    private async Task<IResult> ConfirmAsync(ConsoleRequest request)
    {
        bool mayRead = request.Person.Roles.Overlaps(BreachScreen.Readers);
        if (!NoticeReference.TryParse($"breach/{request.Value("number")}", out NoticeReference reference)
            || await notices.FindAsync(reference, request.Cancellation) is not { Content: BreachContent breach } notice
            || !(mayRead || notice.ReportedBy == request.Person.ObjectId))
            return await request.NotFoundAsync("Er is geen datalek met dat nummer dat u gemeld hebt.");
        return await request.ShowAsync(
            "Het datalek is gemeld",
            new BreachReportedModel(
                reference.Number, BreachDeadline.Describe(breach, notice.ClosedAt is not null, clock.GetUtcNow()), new OfficersModel(officers.Value),
                mayRead ? ConsoleRouter.AddressOf(BreachScreen.PathOf(reference.Number)) : null),
            BreachReportedView.Create);
    }

    private Task<IResult> ShowFormAsync(ConsoleRequest request) =>
        request.ShowAsync(Title, new BreachReportModel(clock.GetUtcNow()), BreachReportView.Create);
}

/// <summary>The form to report a breach.</summary>
/// <param name="Now">The current moment, UTC, to help fill in when the breach became known.</param>
public sealed record BreachReportModel(DateTimeOffset Now)
{
    /// <summary>The fields that may stay empty.</summary>
    public static IReadOnlyList<string> Optional { get; } =
    [
        "source", "processor", "happenedAt", "foundAt", "personCategories", "personCount", "dataCategories", "recordCount", "consequences", "measures", "risk",
        "contact",
    ];

    /// <summary>Whether the optional fields are expanded, because one of them is filled in or has a fault.</summary>
    public static bool ShowsOptional(ConsoleForm form) => Optional.Any(field => form[field].Length > 0 || form.FaultOf(field) is not null);
}

/// <summary>The page that a reporter reads after a breach is registered.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Clock">The 72 hours in words, in Dutch.</param>
/// <param name="Officers">Both officers.</param>
/// <param name="Address">The address of the breach; null for a person who may not read it.</param>
public sealed record BreachReportedModel(string Number, string Clock, OfficersModel Officers, string? Address);
