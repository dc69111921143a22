using LeerId.Calendar;
using LeerId.DataSubjects;

namespace LeerId.Pages.StaffConsole.LogSearch;

/// <summary>The search of the privacy log, with its result. A class, not a record, so that it never prints itself.</summary>
/// <param name="page">The entries that were found; null before the search.</param>
/// <param name="isContinued">Whether this is not the first page of the search.</param>
/// <param name="isOutOfTime">Whether time ran out before the pupil was found.</param>
public sealed class LogSearchModel(LogPage? page = null, bool isContinued = false, bool isOutOfTime = false)
{
    private const int ShownOfPseudonym = 12;

    /// <summary>The entries that were found; null before the search.</summary>
    public LogPage? Page { get; } = page;

    /// <summary>Whether this is not the first page of the search.</summary>
    public bool IsContinued { get; } = isContinued;

    /// <summary>Whether time ran out before the pupil was found.</summary>
    public bool IsOutOfTime { get; } = isOutOfTime;

    /// <summary>The subject and the period of a search, in Dutch, without the value that was typed.</summary>
    public static string Summary(ConsoleForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        string subject = LogSearchScreen.Subjects.FirstOrDefault(field => form[field.Name].Length > 0).DutchName is { } named ? $"op {named}" : "alles";
        return form[LogSearchScreen.CodeField].Length > 0
            ? $"U zocht {subject}."
            : $"U zocht {subject}, van {Day(form, LogSearchScreen.FromField)} tot en met {Day(form, LogSearchScreen.UntilField)}.";
    }

    /// <summary>The day that a search has reached, in Dutch, and whether more can be found.</summary>
    public string Reach => Page switch
    {
        { Reached: { } day, Lines.Count: 0 } => $"Tot {DutchDate.Day(day)} is er niets gevonden. Er is nog niet verder gezocht.",
        { Reached: { } day } => $"Er is gezocht tot {DutchDate.Day(day)}. Er kan nog meer zijn.",
        { Lines.Count: 0 } => IsContinued ? "Verder is er niets gevonden." : "Er is niets gevonden.",
        _ => "Dit zijn de laatste regels: alles is doorzocht.",
    };

    /// <summary>The beginning of a pseudonym, enough to compare lines by.</summary>
    public static string Beginning(string pseudonym)
    {
        ArgumentNullException.ThrowIfNull(pseudonym);
        return pseudonym.Length <= ShownOfPseudonym ? pseudonym : pseudonym[..ShownOfPseudonym];
    }

    private static string Day(ConsoleForm form, string field) => form.Date(field) is { } day
        ? DutchDate.Day(day) : field == LogSearchScreen.FromField ? "het begin van de log" : "nu";
}
