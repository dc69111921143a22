using System.Globalization;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.SchoolImport;

/// <summary>
/// Lists the imports of the last 30 days, and undoes one after a preview. The preview shows the schools that were changed since. Staff choose whether these
/// changes are kept or overwritten.
/// </summary>
public sealed class SchoolUndoScreen : IConsoleScreen
{
    internal const string Path = $"{SchoolImportScreen.Path}/vorige";
    internal const string LaterParameter = "later";
    internal const string Keep = "behouden";
    internal const string Overwrite = "overschrijven";

    private const string Title = "Vorige invoer";
    private const string PreviewTitle = "Maak een invoer ongedaan";

    private static readonly StaffRole[] Admits = [StaffRole.AccessControl];

    private readonly SchoolImportUndo _undo;

    /// <summary>Creates the screen.</summary>
    public SchoolUndoScreen(SchoolImportUndo undo)
    {
        _undo = undo;
        Routes =
        [
            ConsoleRoute.Get(Path, Admits, ListAsync),
            ConsoleRoute.Get($"{Path}/{{revision}}", Admits, request => PreviewAsync(request, isOvertaken: false)),
            ConsoleRoute.Post($"{Path}/{{revision}}", Admits, UndoAsync),
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu => null;

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> ListAsync(ConsoleRequest request) =>
        await request.ShowAsync(Title, new SchoolImportsModel(await _undo.ListAsync(request.Cancellation)), SchoolImportsView.Create);

    private async Task<IResult> PreviewAsync(ConsoleRequest request, bool isOvertaken)
    {
        if (!TryReadImport(request, out long import))
            return await UnknownAsync(request);
        string? later = LaterOf(request);
        SchoolUndoOrder order = new(request.Caller.ObjectId) { DryRun = true, Overwrites = later == Overwrite };
        SchoolUndoOutcome outcome = await _undo.UndoAsync(import, order, request.Cancellation);
        SchoolUndoModel? model = outcome switch
        {
            SchoolUndoOutcome.Accepted accepted => new SchoolUndoModel(accepted.Import, later, accepted.Later, isOvertaken)
            {
                Changes = SchoolChangesModel.Read(
                    request, accepted.Changes, $"{Path}/{request.Value("revision")}", new Dictionary<string, string?> { [LaterParameter] = later }),
            },
            SchoolUndoOutcome.Blocked blocked => new SchoolUndoModel(blocked.Import, later, blocked.Later, isOvertaken) { Faults = blocked.Faults },
            _ => null,
        };
        if (model is null)
            return await UnknownAsync(request);
        request.Form.Revision = model.Changes?.Changes.Revision.ToString(CultureInfo.InvariantCulture) ?? "";
        return await request.ShowAsync(PreviewTitle, model, SchoolUndoView.Create);
    }

    private async Task<IResult> UndoAsync(ConsoleRequest request)
    {
        if (!TryReadImport(request, out long import))
            return await UnknownAsync(request);
        int? removes = request.Form.Number(SchoolChangesModel.RemovesField);
        if (!request.Form.IsValid || !long.TryParse(request.Form.Revision, NumberStyles.None, CultureInfo.InvariantCulture, out long revision))
            return await PreviewAsync(request, isOvertaken: false);
        SchoolUndoOrder order = new(request.Caller.ObjectId) { Overwrites = LaterOf(request) == Overwrite, Removes = removes, Revision = revision };
        switch (await _undo.UndoAsync(import, order, request.Cancellation))
        {
            case SchoolUndoOutcome.Accepted accepted:
                return request.RedirectTo(Path, $"De invoer is ongedaan gemaakt: {SchoolChangesModel.InWords(accepted.Changes)}.");
            case SchoolUndoOutcome.RemovalNotStated:
                request.Form.Add(SchoolChangesModel.RemovesField, SchoolChangesModel.RemovesFault(removes));
                return await PreviewAsync(request, isOvertaken: false);
            default:
                return await PreviewAsync(request, isOvertaken: true);
        }
    }

    // A GET has the choice in the query, and a POST in the form.
    private static string? LaterOf(ConsoleRequest request)
    {
        string? later = request.Form.IsPosted ? request.Form[LaterParameter] : request.Query(LaterParameter);
        return later is Keep or Overwrite ? later : null;
    }

    private static bool TryReadImport(ConsoleRequest request, out long import) =>
        long.TryParse(request.Value("revision"), NumberStyles.None, CultureInfo.InvariantCulture, out import);

    private static Task<IResult> UnknownAsync(ConsoleRequest request) =>
        request.NotFoundAsync($"In de laatste {SchoolImportUndo.Days} dagen was er geen invoer met dit nummer.");
}

/// <summary>The imports that can be undone.</summary>
/// <param name="Imports">The imports, newest first.</param>
public sealed record SchoolImportsModel(IReadOnlyList<SchoolImportRecord> Imports)
{
    /// <summary>The name of a way, in Dutch.</summary>
    internal static string NameOf(SchoolChangeWay way) => way switch
    {
        SchoolChangeWay.OpenData => "Open data",
        SchoolChangeWay.Undo => "Ongedaan gemaakt",
        _ => "Lijst",
    };
}

/// <summary>The preview of undoing an import.</summary>
/// <param name="Import">The import.</param>
/// <param name="Later">Whether later changes are kept or overwritten; null until staff choose.</param>
/// <param name="LaterChanges">The schools that were changed since the import.</param>
/// <param name="IsOvertaken">Whether nothing was changed because the list changed after the confirmed preview.</param>
public sealed record SchoolUndoModel(SchoolImportRecord Import, string? Later, IReadOnlyList<SchoolLaterChange> LaterChanges, bool IsOvertaken)
{
    /// <summary>The maximum number of later changes to show. The count includes all of them.</summary>
    internal const int MaximumLaterChanges = 100;

    /// <summary>The changes that undoing would make; null if the import can't be undone.</summary>
    public SchoolChangesModel? Changes { get; init; }

    /// <summary>The reasons why the import can't be undone.</summary>
    public IReadOnlyList<SchoolFileFault> Faults { get; init; } = [];

    /// <summary>Whether staff must first choose to keep or to overwrite later changes.</summary>
    internal bool MustChoose => LaterChanges.Count > 0 && Later is null;

    /// <summary>Marks the link of the choice that is shown.</summary>
    internal string? CurrentIf(string later) => later == Later ? "true" : null;
}
