using Azure.Data.Tables;

namespace LeerId.PrivacyLog.Seals;

/// <summary>A member of staff who did something in a role.</summary>
/// <param name="Role">The role's name in a token; <see cref="StaffActions.Other"/> when the entry has none, or a text that is not a name.</param>
/// <param name="ObjectId">The person's object id in the directory; <see cref="StaffActions.Other"/> when the entry has another text.</param>
public readonly record struct StaffPerson(string Role, string ObjectId);

/// <summary>The actions of staff on a day, and the persons.</summary>
/// <param name="Actions">The counts of the actions.</param>
/// <param name="People">The persons, by role.</param>
public sealed record StaffDay(IReadOnlyList<StaffActionCount> Actions, IReadOnlyList<StaffPerson> People);

/// <summary>
/// Collects the members of staff with entries in the privacy log, and their roles. They are never sealed: seals are kept longer than the log, and don't
/// identify persons.
/// </summary>
internal sealed class StaffPeople
{
    // No organisation has more people in these roles. The limit stops rows that somebody added to the table from making the list grow.
    private const int MaximumPeople = 1000;

    private static readonly StaffPerson Others = new(StaffActions.Other, StaffActions.Other);

    private readonly HashSet<StaffPerson> _people = [];

    /// <summary>Adds the person in a row of the privacy log, unless it is of a pupil.</summary>
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
            _people.Add(_people.Count < MaximumPeople || _people.Contains(person) ? person : Others);
    }

    /// <summary>The people, by role.</summary>
    public IReadOnlyList<StaffPerson> ToList() =>
        [.. _people.OrderBy(person => person.Role, StringComparer.Ordinal).ThenBy(person => person.ObjectId, StringComparer.Ordinal)];

    private static string ObjectId(string? actor) => Guid.TryParseExact(actor, "D", out Guid id) ? id.ToString("D") : StaffActions.Other;
}
