using LeerId.Hosting;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Operations;

/// <summary>
/// The state of the app: deletions that wait for a confirmation, readiness, the runs of the timers, the seals, the secrets that expire, and the applications.
/// </summary>
public sealed class OperationScreen : IConsoleScreen
{
    internal const string Path = "werking";

    private const string Title = "Werking";

    private readonly OperationReader _operation;

    /// <summary>Makes the screen.</summary>
    public OperationScreen(OperationReader operation)
    {
        _operation = operation;
        Routes = [ConsoleRoute.Get(Path, [StaffRole.Operator], ShowAsync)];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(120, Title, Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ShowAsync(ConsoleRequest request)
    {
        ConsoleLink[] confirmations =
        [
            .. (await _operation.ReadHeldAsync(request.Cancellation)).Select(held => new ConsoleLink(
                $"Bevestig het wissen in de tabel {HeldDeletionText.TableOf(held.Deletion.Table)}",
                ConsoleRouter.AddressOf(HeldDeletionScreen.PathOf(held.Deletion.Table)))),
        ];
        return await request.ShowAsync(
            Title,
            new SectionsModel("Hoe de app nu werkt. Een aangeduide rij vraagt aandacht.", await _operation.ReadAsync(request.Cancellation), confirmations),
            SectionsView.Create);
    }
}
