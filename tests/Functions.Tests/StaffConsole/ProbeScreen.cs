using LeerId.Pages.StaffConsole;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Functions.Tests.StaffConsole;

/// <summary>A screen with an act of each kind that only records what reaches it, to try what the console does before a screen.</summary>
internal sealed class ProbeScreen : IConsoleScreen
{
    /// <summary>Any form.</summary>
    public const string Act = "proef";

    /// <summary>An act that demands a recent sign-in.</summary>
    public const string Irreversible = "proef/onherroepelijk";

    /// <summary>An act that shows personal data.</summary>
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

    /// <summary>What was typed in each form that reached the screen.</summary>
    public IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Handled => _handled;

    private Task<IResult> RecordAsync(ConsoleRequest request)
    {
        _handled.Add([.. request.Form.Typed]);
        return Task.FromResult(request.RedirectTo("hulpcode", "De proef is gedaan."));
    }
}
