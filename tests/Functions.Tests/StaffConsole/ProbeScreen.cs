using LeerId.Pages.StaffConsole;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>
/// A screen with one action of each kind that only records the requests that reach it. It tests the console's checks before a screen.
/// </summary>
internal sealed class ProbeScreen : IConsoleScreen
{
    /// <summary>The path of an action that accepts any form.</summary>
    public const string Act = "proef";

    /// <summary>The path of an action that demands a recent sign-in.</summary>
    public const string Irreversible = "proef/onherroepelijk";

    /// <summary>The path of an action that shows personal data.</summary>
    public const string Personal = "proef/persoonsgegevens";

    private readonly List<IReadOnlyList<KeyValuePair<string, string>>> _handled = [];

    public ProbeScreen() => Routes =
    [
        ConsoleRoute.Get(Act, ConsoleRoute.Everyone, _ => Task.FromResult(Results.Text("een antwoord zonder document"))),
        ConsoleRoute.Post(Act, ConsoleRoute.Everyone, RecordAsync) with { MaximumBodyBytes = 4096 },
        ConsoleRoute.Get(Irreversible, [StaffRole.Dpo], _ => Task.FromResult(Results.Text("onherroepelijk"))) with { DemandsRecentSignIn = true },
        ConsoleRoute.Post(Irreversible, [StaffRole.Dpo], RecordAsync) with { DemandsRecentSignIn = true },
        ConsoleRoute.Post(Personal, ConsoleRoute.Everyone, RecordAsync) with { DemandsPurpose = true },
    ];

    public ConsoleMenuItem? Menu => null;

    public IReadOnlyList<ConsoleRoute> Routes { get; }

    /// <summary>The typed text of each form that reached the screen.</summary>
    public IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Handled => _handled;

    private Task<IResult> RecordAsync(ConsoleRequest request)
    {
        _handled.Add([.. request.Form.Typed]);
        return Task.FromResult(request.RedirectTo("hulpcode", "De proef is gedaan."));
    }
}
