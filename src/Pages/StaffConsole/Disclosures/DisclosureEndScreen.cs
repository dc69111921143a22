using LeerId.Disclosures;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace LeerId.Pages.StaffConsole.Disclosures;

/// <summary>Withdraws a disclosure, or gives its uuids, once (protocol, article 4).</summary>
public sealed class DisclosureEndScreen : IConsoleScreen
{
    internal const string WithdrawPage = "intrekken";

    internal const string ReleasePage = "vrijgeven";

    internal const string ReasonField = "reason";

    private const string WithdrawTitle = "Trek de mededeling in";
    private const string ReleaseTitle = "Geef de uuid's vrij";

    private static readonly StaffRole[] Withdrawers = [StaffRole.Dpo, StaffRole.AccessControl];
    private static readonly StaffRole[] Releasers = [StaffRole.AccessControl];

    private readonly DisclosureRegister _register;
    private readonly DisclosureReleaser _releaser;

    /// <summary>Creates the screen.</summary>
    public DisclosureEndScreen(DisclosureRegister register, DisclosureReleaser releaser)
    {
        (_register, _releaser) = (register, releaser);
        string withdraw = DisclosuresScreen.PathOf("{id}", WithdrawPage), release = DisclosuresScreen.PathOf("{id}", ReleasePage);
        Routes =
        [
            ConsoleRoute.Get(withdraw, Withdrawers, request => ShowAsync(request, WithdrawTitle, DisclosureWithdrawView.Create)),
            ConsoleRoute.Post(withdraw, Withdrawers, WithdrawAsync),
            ConsoleRoute.Get(release, Releasers, request => ShowAsync(request, ReleaseTitle, DisclosureReleaseView.Create)) with { DemandsRecentSignIn = true },
            ConsoleRoute.Post(release, Releasers, ReleaseAsync) with { DemandsRecentSignIn = true, DemandsPurpose = true },
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> WithdrawAsync(ConsoleRequest request)
    {
        string id = request.Value("id");
        DisclosureOutcome outcome = await _register.WithdrawAsync(id, request.Form[ReasonField], request.Caller.ObjectId, request.Cancellation);
        if (outcome is DisclosureOutcome.Done)
            return request.RedirectTo(DisclosuresScreen.PathOf(id), "De mededeling is ingetrokken. Ze wordt nooit meer gegeven.");
        return await RefuseAsync(request, outcome, WithdrawTitle, DisclosureWithdrawView.Create);
    }

    private async Task<IResult> ReleaseAsync(ConsoleRequest request)
    {
        if (request.CallerWithPurpose() is not { } caller)
            return await ShowAsync(request, ReleaseTitle, DisclosureReleaseView.Create);
        DisclosureOutcome outcome = await _releaser.ReleaseAsync(request.Value("id"), caller, request.Cancellation);
        return outcome is DisclosureOutcome.Released released
            ? ConsoleDownload.Csv(released.File.Name, released.File.Content)
            : await RefuseAsync(request, outcome, ReleaseTitle, DisclosureReleaseView.Create);
    }

    // A condition of a field is a fault of the form. Any other condition is about the state of the disclosure, which somebody else may have changed.
    private async Task<IResult> RefuseAsync(
        ConsoleRequest request, DisclosureOutcome outcome, string title, Func<Screen<DisclosureDetails>, RazorSlice> view)
    {
        IReadOnlyList<UnmetCondition> unmet = outcome switch
        {
            DisclosureOutcome.Invalid it => it.Conditions,
            DisclosureOutcome.Unmet it => it.Conditions,
            _ => [],
        };
        foreach (UnmetCondition condition in unmet)
        {
            if (DisclosureTexts.FieldOf(condition) is { } field)
                request.Form.Add(field, DisclosureTexts.Fault(condition));
            else
                request.Form.Add("", DisclosureTexts.Sentence(condition));
        }

        return await ShowAsync(
            request, title, view, outcome is DisclosureOutcome.Unmet ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IResult> ShowAsync(
        ConsoleRequest request, string title, Func<Screen<DisclosureDetails>, RazorSlice> view, int? status = null)
    {
        if (await _register.FindAsync(request.Value("id"), request.Cancellation) is not { } found)
            return await request.NotFoundAsync(DisclosuresScreen.Unknown);
        DisclosureDetails details = new(found, request.Person.Roles.Contains(StaffRole.AccessControl));
        return status is { } code ? await request.ShowAsync(title, details, view, code) : await request.ShowAsync(title, details, view);
    }
}
