namespace LeerId.Staff;

/// <summary>The roles of staff, which the provider's directory assigns. A role decides which functions a caller may use.</summary>
public enum StaffRole
{
    /// <summary>Charged with access control (protocol, article 4).</summary>
    AccessControl,

    /// <summary>The data protection officer (article 6).</summary>
    Dpo,

    /// <summary>Keeps the software running.</summary>
    Operator,

    /// <summary>Helps pupils and teachers who cannot sign in.</summary>
    Helpdesk,

    /// <summary>Handles the requests of data subjects (GDPR, articles 12 to 22). The officer checks that work and does not do it (article 38(6)).</summary>
    Privacy,

    /// <summary>A program that keeps the list of schools in step with the provider's own administration.</summary>
    SchoolsSync,
}

/// <summary>Converts roles to text.</summary>
public static class StaffRoles
{
    /// <summary>Whether only a program can have the role. The other roles are for persons only.</summary>
    public static bool IsForPrograms(this StaffRole role) => role == StaffRole.SchoolsSync;

    /// <summary>The role as in the privacy log and the reports, such as <c>access-control</c>.</summary>
    public static string ToText(this StaffRole role) => role switch
    {
        StaffRole.AccessControl => "access-control",
        StaffRole.Dpo => "dpo",
        StaffRole.Operator => "operator",
        StaffRole.Helpdesk => "helpdesk",
        StaffRole.Privacy => "privacy",
        StaffRole.SchoolsSync => "schools-sync",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
