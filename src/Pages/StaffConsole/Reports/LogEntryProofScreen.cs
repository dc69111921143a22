using System.Text.Json;
using LeerId.PrivacyLog.Seals;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Reports;

/// <summary>Proves that an entry of the privacy log is part of its sealed day (protocol, article 6). The proof shows no entry.</summary>
public sealed class LogEntryProofScreen : IConsoleScreen
{
    internal const string Path = "bewijs/regel";
    internal const string DayField = "day";
    internal const string EntryField = "entry";

    private const string Title = "Een regel van de privacylog bewijzen";

    private readonly SealVerifier _verifier;

    /// <summary>Creates the screen.</summary>
    public LogEntryProofScreen(SealVerifier verifier)
    {
        _verifier = verifier;
        Routes =
        [
            ConsoleRoute.Get(Path, EvidenceScreen.Admits, request => ShowAsync(request, outcome: null)),
            ConsoleRoute.Post(Path, EvidenceScreen.Admits, ProveAsync),
            ConsoleRoute.Get($"{Path}/{{{DayField}}}/{{{EntryField}}}", EvidenceScreen.Admits, DownloadAsync),
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ProveAsync(ConsoleRequest request)
    {
        ConsoleForm form = request.Form;
        DateOnly? day = form.Date(DayField);
        if (form[DayField].Length == 0)
            form.Add(DayField, "ontbreekt: geef de dag van de regel");
        if (form[EntryField].Length == 0)
            form.Add(EntryField, "ontbreekt: geef het nummer van de regel");
        if (!form.IsValid)
            return await ShowAsync(request, outcome: null);

        EntryProofOutcome outcome = await _verifier.ProveSealedAsync(ConsoleForm.Text(day), form[EntryField], request.Cancellation);
        if (outcome is EntryProofOutcome.Unknown)
            form.Add(EntryField, "is niet gevonden op die dag: kijk het nummer na, en neem de dag in UTC");
        else if (outcome is EntryProofOutcome.NotSealed)
            form.Add(DayField, "heeft nog geen zegel: een dag wordt in de nacht erna verzegeld");
        return await ShowAsync(request, outcome);
    }

    private async Task<IResult> DownloadAsync(ConsoleRequest request)
    {
        string day = request.Value(DayField), entry = request.Value(EntryField);
        if (await _verifier.ProveSealedAsync(day, entry, request.Cancellation) is not EntryProofOutcome.Proven proven)
            return await request.NotFoundAsync("Van deze regel is er geen bewijs.");
        return new ConsoleDownload(
            $"bewijs-van-regel-{proven.Proof.Proof.EntryId}.json", "application/json",
            JsonSerializer.SerializeToUtf8Bytes(proven.Proof, SealJson.Default.SealedEntryProof));
    }

    private static Task<IResult> ShowAsync(ConsoleRequest request, EntryProofOutcome? outcome) =>
        request.ShowAsync(Title, new LogEntryProofModel(outcome), LogEntryProofView.Create);
}

/// <summary>The result of proving an entry.</summary>
/// <param name="Outcome">The result; null before an entry was named.</param>
public sealed record LogEntryProofModel(EntryProofOutcome? Outcome);
