using System.Globalization;
using LeerId.Calendar;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;
using LeerId.Schools.Import;
using LeerId.Staff;
using Microsoft.AspNetCore.Http;

namespace LeerId.Pages.StaffConsole.SchoolImport;

/// <summary>
/// Uploads a list of schools or the open data of all schools, shows what it would change, and applies it when that is confirmed. The uploaded file is kept
/// until then, so that the preview survives a reload. If the list changed since the preview, nothing is applied and the new preview is shown.
/// </summary>
public sealed class SchoolImportScreen : IConsoleScreen
{
    internal const string Path = "scholen/invoeren";
    internal const string OpenDataPath = $"{Path}/open-data";
    internal const string ListField = "lijst";
    internal const string OpenDataField = "openData";

    // The size of the rest of a form with a file: the other fields, and the boundaries between them.
    private const int FormBytes = 64 * 1024;
    private const string Title = "Scholen invoeren";
    private const string PreviewTitle = "Controleer wat er wijzigt";

    private static readonly StaffRole[] Admits = [StaffRole.AccessControl];

    private readonly SchoolStore _store;
    private readonly SchoolListImport _list;
    private readonly OpenSchoolData _openData;
    private readonly SchoolUploads _uploads;

    /// <summary>Creates the screen.</summary>
    public SchoolImportScreen(SchoolStore store, SchoolListImport list, OpenSchoolData openData, SchoolUploads uploads)
    {
        (_store, _list, _openData, _uploads) = (store, list, openData, uploads);
        Routes =
        [
            ConsoleRoute.Get(Path, Admits, BeginAsync),
            ConsoleRoute.Post(Path, Admits, request => UploadAsync(request, SchoolUploadKind.List, ListField, SchoolListImport.MaximumBytes)) with
            {
                MaximumBodyBytes = SchoolListImport.MaximumBytes + FormBytes,
            },
            ConsoleRoute.Post(OpenDataPath, Admits, request => UploadAsync(request, SchoolUploadKind.OpenData, OpenDataField, OpenSchoolData.MaximumBytes)) with
            {
                MaximumBodyBytes = OpenSchoolData.MaximumBytes + FormBytes,
            },
            ConsoleRoute.Get($"{Path}/scholen.xlsx", Admits, DownloadAsync),
            ConsoleRoute.Get($"{Path}/{{id}}", Admits, PreviewAsync),
            ConsoleRoute.Post($"{Path}/{{id}}", Admits, ApplyAsync),
            ConsoleRoute.Post($"{Path}/{{id}}/weg", Admits, DiscardAsync),
        ];
    }

    /// <inheritdoc />
    public ConsoleMenuItem? Menu { get; } = new(35, Title, Path);

    /// <inheritdoc />
    public IReadOnlyList<ConsoleRoute> Routes { get; }

    private async Task<IResult> BeginAsync(ConsoleRequest request)
    {
        await _uploads.RemoveAsync(by: null, request.Cancellation);
        return await ShowUploadAsync(request);
    }

    private async Task<IResult> UploadAsync(ConsoleRequest request, SchoolUploadKind kind, string field, int maximum)
    {
        if (request.Form.File(field) is not { } file)
        {
            request.Form.Add(field, "ontbreekt: kies een bestand");
            return await ShowUploadAsync(request);
        }

        if (file.Length > maximum)
        {
            request.Form.Add(field, $"is groter dan {maximum / (1024 * 1024)} MiB");
            return await ShowUploadAsync(request);
        }

        byte[] content = new byte[file.Length];
        await using (Stream stream = file.OpenReadStream())
            await stream.ReadExactlyAsync(content, request.Cancellation);
        return request.RedirectTo($"{Path}/{await _uploads.KeepAsync(kind, content, request.Caller.ObjectId, request.Cancellation)}");
    }

    private async Task<IResult> PreviewAsync(ConsoleRequest request) =>
        await FindAsync(request) is { } upload ? await ShowPreviewAsync(request, upload, isOvertaken: false) : await NotKeptAsync(request);

    private async Task<IResult> ApplyAsync(ConsoleRequest request)
    {
        if (await FindAsync(request) is not { } upload)
            return await NotKeptAsync(request);
        int? removes = request.Form.Number(SchoolChangesModel.RemovesField);
        // A form without a revision doesn't belong to a preview.
        if (!request.Form.IsValid || !long.TryParse(request.Form.Revision, NumberStyles.None, CultureInfo.InvariantCulture, out long revision))
            return await ShowPreviewAsync(request, upload, isOvertaken: false);
        switch (await ImportAsync(upload, dryRun: false, removes, revision, request.Cancellation))
        {
            case SchoolImportOutcome.Accepted accepted:
                await _uploads.RemoveAsync(upload.By, request.Cancellation);
                return request.RedirectTo(SchoolUndoScreen.Path, $"De lijst is bijgewerkt: {SchoolChangesModel.InWords(accepted.Changes)}.");
            case SchoolImportOutcome.RemovalNotStated:
                request.Form.Add(SchoolChangesModel.RemovesField, SchoolChangesModel.RemovesFault(removes));
                return await ShowPreviewAsync(request, upload, isOvertaken: false);
            default:
                // The list changed, or the file is no longer valid for it. The new preview shows the reason.
                return await ShowPreviewAsync(request, upload, isOvertaken: true);
        }
    }

    private async Task<IResult> DiscardAsync(ConsoleRequest request)
    {
        await _uploads.RemoveAsync(request.Caller.ObjectId, request.Cancellation);
        return request.RedirectTo(Path, "Er is niets gewijzigd, en het bestand is weg.");
    }

    private async Task<IResult> DownloadAsync(ConsoleRequest request)
    {
        SchoolList list = await _store.ListAsync(request.Cancellation);
        return new ConsoleDownload("scholen.xlsx", SchoolWorkbook.MediaType, SchoolWorkbook.Write(list.Contracts));
    }

    private async Task<IResult> ShowPreviewAsync(ConsoleRequest request, SchoolUpload upload, bool isOvertaken)
    {
        SchoolImportOutcome outcome = await ImportAsync(upload, dryRun: true, removes: null, revision: null, request.Cancellation);
        if (outcome is SchoolImportOutcome.Accepted accepted)
        {
            request.Form.Revision = accepted.Changes.Revision.ToString(CultureInfo.InvariantCulture);
            if (isOvertaken)
                request.Form.Set(SchoolChangesModel.RemovesField, "");
            SchoolChangesModel changes = SchoolChangesModel.Read(request, accepted.Changes, $"{Path}/{upload.Id}", new Dictionary<string, string?>());
            return await request.ShowAsync(PreviewTitle, new SchoolPreviewModel(upload, changes, isOvertaken), SchoolPreviewView.Create);
        }

        (int count, IReadOnlyList<SchoolFileFault> faults) = outcome switch
        {
            SchoolImportOutcome.Faulty faulty => (faulty.FaultCount, faulty.Faults),
            SchoolImportOutcome.Unreadable unreadable => (unreadable.Faults.Count, unreadable.Faults),
            _ => throw new InvalidOperationException($"A dry run does not end as {outcome.GetType().Name}."),
        };
        int page = PageLinksModel.Read(request.Query(PageLinksModel.Parameter), SchoolChangesModel.PageSize, faults.Count);
        PageLinksModel pages = new($"{Path}/{upload.Id}", new Dictionary<string, string?>(), page, SchoolChangesModel.PageSize, faults.Count);
        return await request.ShowAsync(
            "Het bestand heeft fouten", new SchoolFaultsModel(count, faults, pages), SchoolFaultsView.Create, StatusCodes.Status422UnprocessableEntity);
    }

    private Task<SchoolImportOutcome> ImportAsync(SchoolUpload upload, bool dryRun, int? removes, long? revision, CancellationToken cancellationToken) =>
        upload.Kind == SchoolUploadKind.OpenData
            ? _openData.ImportAsync(upload.File, dryRun, revision, upload.By, cancellationToken)
            : _list.ImportAsync(upload.File, dryRun, removes, revision, upload.By, cancellationToken);

    private Task<SchoolUpload?> FindAsync(ConsoleRequest request) => _uploads.FindAsync(request.Value("id"), request.Caller.ObjectId, request.Cancellation);

    private static Task<IResult> NotKeptAsync(ConsoleRequest request) => request.ShowAsync(
        "Dit bestand staat niet meer klaar",
        new StatementModel(
            ["Het is al ingevoerd, u hebt intussen een ander bestand opgeladen, of het is ouder dan een dag."],
            new ConsoleLink("Bekijk de vorige invoer", ConsoleRouter.AddressOf(SchoolUndoScreen.Path))),
        StatementView.Create, StatusCodes.Status404NotFound);

    private async Task<IResult> ShowUploadAsync(ConsoleRequest request)
    {
        SchoolList list = await _store.ListAsync(request.Cancellation);
        return await request.ShowAsync(Title, new SchoolUploadModel(list.Contracts.Count), SchoolUploadView.Create);
    }
}

/// <summary>The screen that uploads a file.</summary>
/// <param name="Schools">The number of schools on the list.</param>
public sealed record SchoolUploadModel(int Schools)
{
    internal string Count => DutchDate.Count(Schools);
}
