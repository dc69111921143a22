using LeerId.Schools;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>The fields of a contract in a form. Their names equal those of Core, so that each fault is shown at its field.</summary>
internal static class SchoolFields
{
    public const string Number = "number";
    public const string Name = "name";
    public const string Board = "board";
    public const string Municipality = "municipality";
    public const string From = "from";
    public const string Until = "until";
    public const string FormerNumbers = "formerNumbers";

    public const string NumberLabel = "Instellingsnummer";
    public const string NameLabel = "Naam";
    public const string BoardLabel = "Schoolbestuur";
    public const string MunicipalityLabel = "Gemeente";
    public const string FromLabel = "Eerste dag";
    public const string UntilLabel = "Laatste dag";
    public const string FormerNumbersLabel = "Vroegere nummers";

    private static readonly char[] Separators = [' ', ',', ';', '\t', '\r', '\n'];

    /// <summary>The label of a field, for a page that doesn't show it.</summary>
    public static string LabelOf(string name) => name switch
    {
        Number => NumberLabel,
        Name => NameLabel,
        Board => BoardLabel,
        Municipality => MunicipalityLabel,
        From => FromLabel,
        Until => UntilLabel,
        _ => FormerNumbersLabel,
    };

    /// <summary>Fills a form in with a contract and its revision.</summary>
    public static void Fill(ConsoleForm form, SchoolContract school)
    {
        form.Set(Name, school.Name);
        form.Set(Board, school.Board);
        form.Set(Municipality, school.Municipality);
        form.Set(From, ConsoleForm.Text(school.From));
        form.Set(Until, ConsoleForm.Text(school.Until));
        form.Set(FormerNumbers, string.Join(' ', school.FormerNumbers));
        form.Revision = SchoolRevision.Of(school);
    }

    /// <summary>The typed contract.</summary>
    public static SchoolTerms Read(ConsoleForm form) => new()
    {
        Name = form[Name],
        Board = form[Board],
        Municipality = form[Municipality],
        From = Day(form, From),
        Until = Day(form, Until),
        FormerNumbers = form[FormerNumbers].Split(Separators, StringSplitOptions.RemoveEmptyEntries),
    };

    /// <summary>A day in Core's notation; null if the field is empty. An invalid text is passed on, so that Core refuses it.</summary>
    public static string? Day(ConsoleForm form, string name) =>
        form.Date(name) is { } day ? ConsoleForm.Text(day) : form[name] is { Length: > 0 } text ? text : null;

    /// <summary>The person who sends a form, and the revision of the contract when the form was opened.</summary>
    public static SchoolEditor Editor(ConsoleRequest request) => new(request.Person.ObjectId, request.Form.Revision);
}
