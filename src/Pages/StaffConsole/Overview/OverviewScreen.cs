using LeerId.Overview;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeerId.Pages.StaffConsole.Overview;

/// <summary>The first screen: the person's tasks, and plots. Each role sees its own parts.</summary>
public sealed class OverviewScreen : IConsoleScreen
{
    private const string Title = "Overzicht";

    private readonly OverviewReader _reader;

    /// <summary>Creates the screen.</summary>
    public OverviewScreen(OverviewReader reader)
    {
        _reader = reader;
        Routes = [ConsoleRoute.Get("", ConsoleRoute.Everyone, ShowAsync)];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(10, Title, "");

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        IReadOnlySet<StaffRole> roles = request.Person.Roles;
        OverviewReport report = await _reader.ReadAsync(request.Person.ObjectId, roles, request.Cancellation);
        ConsoleRouter router = request.Http.RequestServices.GetRequiredService<ConsoleRouter>();
        OverviewModel model = new(
            [.. OverviewTasks.Of(report).Select(task => Line(task, report.At, path => AddressOf(router, roles, path)))],
            OverviewTexts.Unreadable(report),
            OverviewPlots.Of(report),
            report.Forgotten is null
                ? []
                : [new("Scholen zonder contract waarvan leerlingen geweigerd werden", ConsoleRouter.AddressOf(ForgottenContractScreen.Path))]);
        return await request.ShowAsync(Title, model, OverviewView.Create);
    }

    private static TaskLine Line(OverviewTask task, DateTimeOffset now, Func<string, string?> addressOf) => new(
        OverviewTexts.Of(task, now), OverviewTexts.TermOf(task, now), task.IsUrgent, OverviewTexts.PathOf(task) is { } path ? addressOf(path) : null);

    // Links that the person may not follow are omitted, because they would lead to a refusal.
    private static string? AddressOf(ConsoleRouter router, IReadOnlySet<StaffRole> roles, string path)
    {
        string address = ConsoleRouter.AddressOf(path);
        return router.TryFind(HttpMethods.Get, address.Split('?')[0], out ConsoleRoute? route, out RouteValueDictionary _) && route.Admits.Any(roles.Contains)
            ? address : null;
    }
}
