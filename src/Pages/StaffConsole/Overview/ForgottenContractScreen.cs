using LeerId.Calendar;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools.Refusals;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Overview;

/// <summary>
/// Lists the schools whose pupils were refused because the school has no contract, with a link to add or change it. The data protection officer decides on
/// this screen whether such refusals are counted.
/// </summary>
public sealed class ForgottenContractScreen : IConsoleScreen
{
    /// <summary>The path below <c>/beheer/</c>.</summary>
    internal const string Path = "scholen/zonder-contract";

    /// <summary>The name of the field with the officer's decision.</summary>
    internal const string CountingField = "counting";

    internal const string On = "on";
    internal const string Off = "off";
    internal const string SwitchPath = $"{Path}/tellen";

    private const string Title = "Scholen zonder contract";
    private const int PageSize = 50;

    private static readonly StaffRole[] Readers = [StaffRole.AccessControl, StaffRole.Dpo];
    private static readonly StaffRole[] Officer = [StaffRole.Dpo];

    private readonly ForgottenContracts _contracts;
    private readonly RefusalCountingSwitch _counting;
    private readonly TimeProvider _clock;

    /// <summary>Creates the screen.</summary>
    public ForgottenContractScreen(ForgottenContracts contracts, RefusalCountingSwitch counting, TimeProvider clock)
    {
        (_contracts, _counting, _clock) = (contracts, counting, clock);
        Routes = [ConsoleRoute.Get(Path, Readers, ShowAsync), ConsoleRoute.Post(SwitchPath, Officer, DecideAsync)];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        ForgottenContractList list = await _contracts.ReadAsync(request.Cancellation);
        int page = PageLinksModel.Read(request.Query(PageLinksModel.Parameter), PageSize, list.Schools.Count);
        IReadOnlySet<StaffRole> roles = request.Person.Roles;
        ForgottenContractModel model = new(
            list.Counting, [.. list.Schools.Skip((page - 1) * PageSize).Take(PageSize)],
            new PageLinksModel(Path, new Dictionary<string, string?>(), page, PageSize, list.Schools.Count),
            roles.Contains(StaffRole.Dpo), roles.Contains(StaffRole.AccessControl), BrusselsTime.Today(_clock));
        return await request.ShowAsync(Title, model, ForgottenContractView.Create);
    }

    private async Task<IResult> DecideAsync(ConsoleRequest request)
    {
        string decision = request.Form[CountingField];
        if (decision is not (On or Off))
        {
            request.Form.Add("", "Druk op de knop om het tellen aan of uit te zetten.");
            return await ShowAsync(request);
        }

        await _counting.DecideAsync(decision == On, request.Person.ObjectId, request.Cancellation);
        return request.RedirectTo(
            Path, decision == On ? "Het tellen staat aan. Binnen een minuut telt elke server mee." : "Het tellen staat uit, en alle tellingen zijn gewist.");
    }
}
