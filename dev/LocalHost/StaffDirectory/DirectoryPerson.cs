using LeerId.Staff;

namespace LeerId.LocalHost.StaffDirectory;

/// <summary>A made-up person who can sign in to the staff console.</summary>
/// <param name="Id">The value of the button on the sign-in page. If the person has one role, it is the role's text.</param>
/// <param name="Name">The claim <c>name</c>.</param>
/// <param name="ObjectId">The claim <c>oid</c>. If the person has one role, it is that of <see cref="StaffTokens.ObjectIdOf"/>.</param>
/// <param name="Roles">The roles, in the claim <c>roles</c>; empty for none.</param>
public sealed record DirectoryPerson(string Id, string Name, Guid ObjectId, IReadOnlyList<StaffRole> Roles)
{
    /// <summary>A person for each role that persons can have, two persons with several roles, and one without a role.</summary>
    public static IReadOnlyList<DirectoryPerson> All { get; } =
    [
        Of("An Peeters", StaffRole.AccessControl),
        Of("Bart Claes", StaffRole.Helpdesk),
        Of("Carla Maes", StaffRole.Privacy),
        Of("Dirk Willems", StaffRole.Dpo),
        Of("Els Goossens", StaffRole.Operator),
        new("access-control-and-helpdesk", "Fatima El Amrani", Numbered(1), [StaffRole.AccessControl, StaffRole.Helpdesk]),
        new("every-role", "Geert Wouters", Numbered(2), [.. Enum.GetValues<StaffRole>().Where(role => !role.IsForPrograms())]),
        new("no-role", "Hanne Smets", Numbered(3), []),
    ];

    /// <summary>The claim <c>preferred_username</c>.</summary>
    public string UserName => $"{Name.ToLowerInvariant().Replace(' ', '.')}@uitgever.example";

    /// <summary>The text of the button on the sign-in page.</summary>
    public string Description => $"{Name} ({(Roles.Count > 0 ? string.Join(", ", Roles.Select(InDutch)) : "geen rol")})";

    /// <summary>The person with that id; null if there is none.</summary>
    public static DirectoryPerson? Find(string? id) => All.FirstOrDefault(person => person.Id == id);

    private static DirectoryPerson Of(string name, StaffRole role) => new(role.ToText(), name, StaffTokens.ObjectIdOf(role), [role]);

    // The object ids of persons with one role end with 1. These end with 2, so they are different.
    private static Guid Numbered(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]);

    private static string InDutch(StaffRole role) => role switch
    {
        StaffRole.AccessControl => "toegangscontrole",
        StaffRole.Helpdesk => "helpdesk",
        StaffRole.Privacy => "privacy",
        StaffRole.Dpo => "functionaris voor gegevensbescherming",
        StaffRole.Operator => "operator",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
