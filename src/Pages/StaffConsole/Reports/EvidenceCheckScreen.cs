using LeerId.Evidence;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.Reports;

/// <summary>Checks whether a file contains a genuine, unchanged report of this app. Nothing of the file is kept.</summary>
public sealed class EvidenceCheckScreen : IConsoleScreen
{
    internal const string Path = "bewijs/nagaan";
    internal const string FileField = "file";

    private const string Title = "Een bestand nagaan";

    // The limit also allows for the other fields of the form.
    private const int MaximumBodyBytes = EvidenceChecker.MaximumBytes + (64 * 1024);

    private readonly EvidenceChecker _checker;

    /// <summary>Creates the screen.</summary>
    public EvidenceCheckScreen(EvidenceChecker checker)
    {
        _checker = checker;
        Routes =
        [
            ConsoleRoute.Get(Path, EvidenceScreen.Admits, request => request.ShowAsync(Title, new EvidenceCheckModel(), EvidenceCheckView.Create)),
            ConsoleRoute.Post(Path, EvidenceScreen.Admits, CheckAsync) with { MaximumBodyBytes = MaximumBodyBytes },
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> CheckAsync(ConsoleRequest request)
    {
        EvidenceCheckOutcome? outcome = null;
        if (request.Form.File(FileField) is { } file)
            outcome = await _checker.CheckAsync(await ReadAsync(file, request.Cancellation), request.Cancellation);
        else
            request.Form.Add(FileField, "ontbreekt: kies een bestand");
        return await request.ShowAsync(Title, new EvidenceCheckModel(outcome), EvidenceCheckView.Create);
    }

    private static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        await file.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}
