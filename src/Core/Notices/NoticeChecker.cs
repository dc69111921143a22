using LeerId.Calendar;
using LeerId.Text;

namespace LeerId.Notices;

/// <summary>Collects the faults in the fields of a notice.</summary>
/// <param name="now">The current moment, UTC. A later moment is a fault; the tolerance is five minutes, because clocks differ.</param>
internal sealed class NoticeChecker(DateTimeOffset now)
{
    // With this limit, the texts of a notice fit one row of the table, whatever their characters.
    private const int MaxCharacters = 120_000;

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private const string Missing = "is missing";
    private const string MissingInDutch = "ontbreekt";

    private readonly List<FieldFault> _faults = [];
    private int _characters;

    public IReadOnlyList<FieldFault> Faults => _faults;

    /// <summary>Adds a fault.</summary>
    /// <param name="field">The name of the property in C#.</param>
    /// <param name="fault">The fault in English: the rest of a sentence that begins with the name of the field.</param>
    /// <param name="dutch">The fault in Dutch.</param>
    public void Add(string field, string fault, string dutch) => _faults.Add(FieldFault.Of(field, fault, dutch));

    public void Text(string field, string? text, bool required = true)
    {
        if (required && PlainText.IsBlank(text))
            Add(field, Missing, MissingInDutch);
        bool fitted = _characters <= MaxCharacters;
        _characters += text?.Length ?? 0;
        if (fitted && _characters > MaxCharacters)
        {
            Add(
                field, $"makes the texts longer than {MaxCharacters} characters in all",
                $"maakt de teksten samen langer dan {DutchDate.Count(MaxCharacters)} tekens");
        }
    }

    public void NoUuid(string field, string? text)
    {
        if (UuidText.IsIn(text))
        {
            Add(
                field, "contains a uuid, and this text is mailed: remove it, and report a fault of one pupil at staff/students/quality-notices",
                "bevat een uuid, en deze tekst wordt gemaild: laat de uuid weg. Een fout bij één leerling meldt u als een melding over die leerling");
        }
    }

    public void Length(string field, string? text)
    {
        if (text?.Length > NoticeRows.MaxTextLength)
        {
            Add(
                field, $"is longer than {NoticeRows.MaxTextLength} characters", $"is langer dan {DutchDate.Count(NoticeRows.MaxTextLength)} tekens");
        }
    }

    public void Moment(string field, DateTimeOffset? moment, bool required = true)
    {
        if (moment is null && required)
            Add(field, Missing, MissingInDutch);
        else if (moment > now + ClockTolerance)
            Add(field, "is in the future", "ligt in de toekomst");
        else if (moment is { Year: < 2000 })
            Add(field, "is too long ago", "ligt te ver in het verleden");
    }

    public void Count(string field, long? count, bool required = true)
    {
        if (count is null && required)
            Add(field, Missing, MissingInDutch);
        else if (count < 0)
            Add(field, "is negative", "is negatief");
    }

    public void Choice<T>(string field, T? choice, bool required = true)
        where T : struct, Enum
    {
        if (choice is null && required)
            Add(field, Missing, MissingInDutch);
        else if (choice is { } given && !Enum.IsDefined(given))
            Add(field, "is none of the choices", "is geen van de keuzes");
    }
}
