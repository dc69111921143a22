using LeerId.Calendar;
using LeerId.Staff.Confidentiality;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Registers;

/// <summary>The text on confidentiality, and the person's own acceptance (protocol, article 6). Without an acceptance nobody sees personal data.</summary>
public sealed class ConfidentialityScreen : IConsoleScreen
{
    internal const string VersionField = "version";

    private const string Path = "vertrouwelijkheid";
    private const string Title = "Vertrouwelijkheid";

    private readonly StaffConfidentiality _confidentiality;

    /// <summary>Creates the screen.</summary>
    public ConfidentialityScreen(StaffConfidentiality confidentiality)
    {
        _confidentiality = confidentiality;
        Routes = [ConsoleRoute.Get(Path, ConsoleRoute.Everyone, ShowAsync), ConsoleRoute.Post(Path, ConsoleRoute.Everyone, AcceptAsync)];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(140, Title, Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ShowAsync(ConsoleRequest request) => await request.ShowAsync(
        Title, await _confidentiality.ReadAsync(request.Person.ObjectId, request.Cancellation), ConfidentialityView.Create);

    private async Task<IResult> AcceptAsync(ConsoleRequest request)
    {
        AcceptanceRequest version = new() { Version = request.Form[VersionField] };
        if (await _confidentiality.AcceptAsync(version, request.Person.ObjectId, request.Cancellation) is AcceptanceOutcome.Accepted accepted)
        {
            return request.RedirectTo(
                Path,
                $"U hebt de tekst aanvaard. Dat geldt tot en met {DutchDate.Day(accepted.Status.GoodUntil!.Value)}. "
                    + "Kwam u uit een ander venster? Sluit dan dit venster, en verstuur daar wat u invulde.");
        }

        request.Form.Add("", "De tekst is intussen gewijzigd. Er is niets bewaard: lees de nieuwe tekst en aanvaard die.");
        return await ShowAsync(request);
    }
}
