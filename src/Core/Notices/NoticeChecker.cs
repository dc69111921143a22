using LeerId.Text;

namespace LeerId.Notices;

/// <summary>Gathers what is wrong with the fields of a notice.</summary>
/// <param name="now">The moment after which nothing can have happened, UTC; a clock may be five minutes wrong.</param>
internal sealed class NoticeChecker(DateTimeOffset now)
{
    // All texts of a notice fit one row of the table, whatever characters they are of.
    private const int MostCharacters = 120_000;

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly List<FieldFault> _faults = [];
    private int _characters;

    public IReadOnlyList<FieldFault> Faults => _faults;

    public void Add(string field, string fault) => _faults.Add(FieldFault.Of(field, fault));

    public void Text(string field, string? text, bool required = true)
    {
        if (required && PlainText.IsBlank(text))
            Add(field, "is missing");
        bool fitted = _characters <= MostCharacters;
        _characters += text?.Length ?? 0;
        if (fitted && _characters > MostCharacters)
            Add(field, $"makes the texts longer than {MostCharacters} characters in all");
    }

    public void NoUuid(string field, string? text)
    {
        if (UuidText.IsIn(text))
            Add(field, "holds a uuid, and this text is mailed: leave it out, and report a fault of one pupil at staff/students/quality-notices");
    }

    public void Length(string field, string? text)
    {
        if (text?.Length > NoticeRows.LongestText)
            Add(field, $"is longer than {NoticeRows.LongestText} characters");
    }

    public void Moment(string field, DateTimeOffset? moment, bool required = true)
    {
        if (moment is null && required)
            Add(field, "is missing");
        else if (moment > now + ClockTolerance)
            Add(field, "is in the future");
        else if (moment is { Year: < 2000 })
            Add(field, "is too long ago");
    }

    public void Count(string field, long? count, bool required = true)
    {
        if (count is null && required)
            Add(field, "is missing");
        else if (count < 0)
            Add(field, "is negative");
    }

    public void Choice<T>(string field, T? choice, bool required = true)
        where T : struct, Enum
    {
        if (choice is null && required)
            Add(field, "is missing");
        else if (choice is { } given && !Enum.IsDefined(given))
            Add(field, "is none of the choices");
    }
}
