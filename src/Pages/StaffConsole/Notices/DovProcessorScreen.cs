using LeerId.Notices;
using LeerId.Pages.StaffConsole.Breaches;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Notices;

/// <summary>The overviews that DOV gave of its own processors (protocol, articles 6 and 9).</summary>
public sealed class DovProcessorScreen(DovProcessors processors) : IConsoleScreen
{
    internal const string Path = $"{NoticeScreen.Path}/verwerkers-dov";

    private const char Separator = ';';

    private static readonly StaffRole[] Recorders = [StaffRole.Dpo];

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes =>
        [ConsoleRoute.Get(Path, BreachScreen.Readers, ShowAsync), ConsoleRoute.Post(Path, Recorders, RecordAsync)];

    private async Task<IResult> ShowAsync(ConsoleRequest request) => await request.ShowAsync(
        "De verwerkers van DOV",
        new DovProcessorModel(await processors.ListAsync(request.Cancellation), request.Person.Roles.Contains(StaffRole.Dpo)), DovProcessorsView.Create);

    private async Task<IResult> RecordAsync(ConsoleRequest request)
    {
        DovProcessorOverview overview = new() { Date = request.Form.Date("date"), Processors = Read(request.Form) };
        if (!request.Form.IsValid)
            return await ShowAsync(request);
        if (await processors.RecordAsync(overview, request.Person.ObjectId, request.Cancellation) is not DovProcessorsOutcome.Invalid invalid)
            return request.RedirectTo(Path, "Het overzicht is geregistreerd.");
        request.Form.AddOthers(invalid.Faults);
        return await ShowAsync(request);
    }

    // Each line is one processor. An empty field means that DOV has none.
    private static DovProcessor[] Read(ConsoleForm form) =>
    [
        .. form["processors"].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(Separator, 2))
            .Select(parts => new DovProcessor { Name = parts[0].Trim(), Service = parts.Length == 2 ? parts[1].Trim() : null }),
    ];
}

/// <summary>The overviews of DOV.</summary>
/// <param name="Overviews">The overviews, newest first.</param>
/// <param name="MayRecord">Whether the person may register one.</param>
public sealed record DovProcessorModel(IReadOnlyList<DovProcessorView> Overviews, bool MayRecord);
