using LeerId.Runs;
using LeerId.Staff;
using LeerId.Storage;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Operations;

/// <summary>Confirms that a job may once delete more rows than the limit of a run (docs/adr/0029).</summary>
public sealed class HeldDeletionScreen : IConsoleScreen
{
    internal const string IdField = "id";

    private const string Table = "table";
    private const string Path = $"{OperationScreen.Path}/wissen/{{{Table}}}";
    private const string Title = "Het wissen bevestigen";
    private const string Nothing = "Voor deze tabel moet u niets bevestigen.";

    private static readonly StaffRole[] Admits = [StaffRole.Operator];

    private readonly HeldDeletions _held;

    /// <summary>Creates the screen.</summary>
    public HeldDeletionScreen(HeldDeletions held)
    {
        _held = held;
        Routes =
        [
            ConsoleRoute.Get(Path, Admits, AskAsync) with { DemandsRecentSignIn = true },
            ConsoleRoute.Post(Path, Admits, ConfirmAsync) with { DemandsRecentSignIn = true },
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    internal static string PathOf(TableName table) => $"{OperationScreen.Path}/wissen/{table}";

    private static TableName? TableOf(ConsoleRequest request) =>
        Enum.GetValues<TableName>().Where(table => table.ToString() == request.Value(Table)).Select(table => (TableName?)table).FirstOrDefault();

    private async Task<IResult> AskAsync(ConsoleRequest request)
    {
        if (TableOf(request) is not { } table || await _held.FindAsync(table, request.Cancellation) is not { } held)
            return await request.NotFoundAsync(Nothing);
        return await ShowAsync(request, held);
    }

    private async Task<IResult> ConfirmAsync(ConsoleRequest request)
    {
        if (TableOf(request) is not { } table)
            return await request.NotFoundAsync(Nothing);
        switch (await _held.ConfirmAsync(table, request.Form[IdField], request.Caller.ObjectId, request.Cancellation))
        {
            case HeldDeletionOutcome.Confirmed:
                return request.RedirectTo(OperationScreen.Path, "Uw bevestiging is bewaard. De volgende uitvoering van de taak wist de rijen.");
            case HeldDeletionOutcome.Changed changed:
                request.Form.Add("", "Er is niets bewaard: de taak liep intussen opnieuw. Lees de aantallen hieronder en bevestig opnieuw.");
                return await ShowAsync(request, changed.Held, StatusCodes.Status409Conflict);
            case HeldDeletionOutcome.AlreadyConfirmed other:
                request.Form.Add("", "Er is niets bewaard: iemand anders heeft dit al bevestigd.");
                return await ShowAsync(request, other.Held, StatusCodes.Status409Conflict);
            default:
                return await request.NotFoundAsync(Nothing);
        }
    }

    private static Task<IResult> ShowAsync(ConsoleRequest request, HeldDeletion held, int status = StatusCodes.Status200OK) =>
        request.ShowAsync(Title, held, ConfirmDeletionView.Create, status);
}
