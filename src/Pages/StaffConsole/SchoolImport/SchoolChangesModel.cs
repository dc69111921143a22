using LeerId.Calendar;
using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;
using LeerId.Schools.Import;

namespace LeerId.Pages.StaffConsole.SchoolImport;

/// <summary>The changes that an import or an undo makes: the counts, and one list at a time, in pages.</summary>
/// <param name="Changes">The changes.</param>
/// <param name="Kind">The list to show.</param>
/// <param name="Pages">The pages of that list.</param>
public sealed record SchoolChangesModel(SchoolListChanges Changes, SchoolChangeKind Kind, PageLinksModel Pages)
{
    /// <summary>The number of rows per page.</summary>
    public const int PageSize = 50;

    /// <summary>The name of the parameter with the list that is shown.</summary>
    public const string KindParameter = "toon";

    /// <summary>The name of the field with the number of schools that are removed.</summary>
    internal const string RemovesField = "removes";

    /// <summary>Reads the list and the page that a request asks for. Without a choice, the first list that is not empty is shown.</summary>
    internal static SchoolChangesModel Read(
        ConsoleRequest request, SchoolListChanges changes, string path, IReadOnlyDictionary<string, string?> query)
    {
        SchoolChangeKind[] full = [.. Enum.GetValues<SchoolChangeKind>().Where(kind => Count(changes, kind) > 0)];
        SchoolChangeKind shown = full.FirstOrDefault(kind => Name(kind) == request.Query(KindParameter), full.FirstOrDefault());
        int total = Count(changes, shown);
        int page = PageLinksModel.Read(request.Query(PageLinksModel.Parameter), PageSize, total);
        return new SchoolChangesModel(
            changes, shown, new PageLinksModel(path, new Dictionary<string, string?>(query) { [KindParameter] = Name(shown) }, page, PageSize, total));
    }

    /// <summary>The fault of a number of removed schools that is missing or wrong, in Dutch.</summary>
    internal static string RemovesFault(int? removes) =>
        removes is null ? "ontbreekt: typ hoeveel scholen verdwijnen" : "is niet het aantal scholen dat verdwijnt";

    /// <summary>The numbers of added, changed and removed schools, in Dutch.</summary>
    internal static string InWords(SchoolListChanges changes) => string.Join(
        ", ", $"{DutchDate.Count(changes.Added.Count)} toegevoegd", $"{DutchDate.Count(changes.Changed.Count)} gewijzigd",
        $"{DutchDate.Count(changes.RemovedCount)} verdwenen");

    /// <summary>The lists, with their counts and addresses; the address of an empty list is null.</summary>
    internal IEnumerable<(SchoolChangeKind Kind, string Label, string Count, string? Address)> Lists => Enum.GetValues<SchoolChangeKind>().Select(kind => (
        kind, Label(kind), DutchDate.Count(Count(Changes, kind)), Count(Changes, kind) == 0 ? null : AddressOf(kind)));

    /// <summary>The rows of the page.</summary>
    internal IEnumerable<T> OnPage<T>(IReadOnlyList<T> rows) => rows.Skip((Pages.Page - 1) * PageSize).Take(PageSize);

    /// <summary>The name of a list, in Dutch.</summary>
    internal static string Label(SchoolChangeKind kind) => kind switch
    {
        SchoolChangeKind.Removed => "Verdwijnen uit de lijst",
        SchoolChangeKind.Changed => "Wijzigen",
        SchoolChangeKind.Added => "Komen erbij",
        _ => "Waarschuwingen",
    };

    /// <summary>The fields of a school that change, with their values before and after.</summary>
    internal static IEnumerable<(string Label, string Before, string After)> FieldsOf(ChangedSchool school) => school.Fields.Select(member => member switch
    {
        "name" => ("Naam", school.Before.Name, school.After.Name),
        "from" => ("Van", Day(school.Before.From), Day(school.After.From)),
        "until" => ("Tot", Day(school.Before.Until), Day(school.After.Until)),
        "board" => ("Schoolbestuur", school.Before.Board ?? "niet bekend", school.After.Board ?? "niet bekend"),
        "municipality" => ("Gemeente", school.Before.Municipality ?? "niet bekend", school.After.Municipality ?? "niet bekend"),
        _ => ("Vroegere nummers", Numbers(school.Before), Numbers(school.After)),
    });

    /// <summary>A contract in one line, in Dutch. A school without one is not on the list.</summary>
    internal static string InWords(SchoolContract? contract) => contract is null
        ? "niet op de lijst"
        : $"{contract.Name}, van {Day(contract.From)}{(contract.Until is { } until ? $" tot {Day(until)}" : "")}";

    private string AddressOf(SchoolChangeKind kind) =>
        (Pages with { Query = new Dictionary<string, string?>(Pages.Query) { [KindParameter] = Name(kind) } }).AddressOf(1);

    private static int Count(SchoolListChanges changes, SchoolChangeKind kind) => kind switch
    {
        SchoolChangeKind.Removed => changes.Removed.Count,
        SchoolChangeKind.Changed => changes.Changed.Count,
        SchoolChangeKind.Added => changes.Added.Count,
        _ => changes.Warnings.Count,
    };

    private static string Name(SchoolChangeKind kind) => kind switch
    {
        SchoolChangeKind.Removed => "verdwijnt",
        SchoolChangeKind.Changed => "wijzigt",
        SchoolChangeKind.Added => "nieuw",
        _ => "waarschuwingen",
    };

    private static string Day(DateOnly? day) => day is { } known ? DutchDate.Day(known) : "geen einde";

    private static string Numbers(SchoolContract school) => school.FormerNumbers.Count == 0 ? "geen" : string.Join(", ", school.FormerNumbers);
}

/// <summary>The lists of an import, those with the greatest risk first.</summary>
public enum SchoolChangeKind
{
    /// <summary>Schools that are removed from the list.</summary>
    Removed,

    /// <summary>Schools that change.</summary>
    Changed,

    /// <summary>Schools that are new on the list.</summary>
    Added,

    /// <summary>Warnings about the file and the list.</summary>
    Warnings,
}

/// <summary>The preview of an uploaded file.</summary>
/// <param name="Upload">The file.</param>
/// <param name="Changes">The changes that it would make.</param>
/// <param name="IsOvertaken">Whether nothing was applied because the list changed after the confirmed preview.</param>
public sealed record SchoolPreviewModel(SchoolUpload Upload, SchoolChangesModel Changes, bool IsOvertaken);

/// <summary>The faults of an uploaded file.</summary>
/// <param name="Count">The number of faults.</param>
/// <param name="Faults">The first 20,000 faults.</param>
/// <param name="Pages">The pages of the list.</param>
public sealed record SchoolFaultsModel(int Count, IReadOnlyList<SchoolFileFault> Faults, PageLinksModel Pages)
{
    internal IEnumerable<SchoolFileFault> OnPage => Faults.Skip((Pages.Page - 1) * Pages.PageSize).Take(Pages.PageSize);
}
