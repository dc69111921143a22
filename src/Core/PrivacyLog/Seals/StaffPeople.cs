using Azure.Data.Tables;

namespace LeerId.PrivacyLog.Seals;

/// <summary>A member of staff who did something in a role.</summary>
/// <param name="Role">The role's name in a token; <see cref="StaffActions.Other"/> where the entry has none, or something that is no name.</param>
/// <param name="ObjectId">The person's object id in the directory; <see cref="StaffActions.Other"/> where the entry has something else.</param>
public readonly record struct StaffPerson(string Role, string ObjectId);

/// <summary>What staff did on a day, and who they are.</summary>
/// <param name="Actions">What they did.</param>
/// <param name="People">Who they are, by role.</param>
public sealed record StaffDay(IReadOnlyList<StaffActionCount> Actions, IReadOnlyList<StaffPerson> People);

/// <summary>
/// Collects who of staff has entries in the privacy log, and in which role. This is never sealed: seals are kept longer than the log, and say nothing of
/// persons.
/// </summary>
internal sealed class StaffPeople
{
    // More than an organisation has for these roles. What somebody wrote into the table can't make it grow beyond.
    private const int MostPeople = 1000;

    private static readonly StaffPerson Others = new(StaffActions.Other, StaffActions.Other);

    private readonly HashSet<StaffPerson> _people = [];

    /// <summary>Takes note of a row of the privacy log, unless it is of a pupil.</summary>
    public void Add(TableEntity row)
    {
        string? actor = StaffActions.Text(row, nameof(PrivacyLogEntry.Actor));
        if (actor != PrivacyLogEntry.Pupil)
            Add([new StaffPerson(StaffActions.Name(StaffActions.Text(row, nameof(PrivacyLogEntry.Role))), ObjectId(actor))]);
    }

    /// <summary>Adds people who were collected before.</summary>
    public void Add(IEnumerable<StaffPerson> people)
    {
        foreach (StaffPerson person in people)
            _people.Add(_people.Count < MostPeople || _people.Contains(person) ? person : Others);
    }

    /// <summary>The people, by role.</summary>
    public IReadOnlyList<StaffPerson> ToList() =>
        [.. _people.OrderBy(person => person.Role, StringComparer.Ordinal).ThenBy(person => person.ObjectId, StringComparer.Ordinal)];

    private static string ObjectId(string? actor) => Guid.TryParseExact(actor, "D", out Guid id) ? id.ToString("D") : StaffActions.Other;
}
