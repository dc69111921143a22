namespace LeerId.Staff;

/// <summary>What a member of staff may do here, by the roles of the provider's directory.</summary>
public enum StaffRole
{
    /// <summary>Charged with access control (protocol, article 4).</summary>
    AccessControl,

    /// <summary>The data protection officer (article 6).</summary>
    Dpo,

    /// <summary>Keeps the software running.</summary>
    Operator,
}

/// <summary>How roles are written.</summary>
public static class StaffRoles
{
    /// <summary>The role as the privacy log and the reports have it: <c>access-control</c>, <c>dpo</c> or <c>operator</c>.</summary>
    public static string ToText(this StaffRole role) => role switch
    {
        StaffRole.AccessControl => "access-control",
        StaffRole.Dpo => "dpo",
        StaffRole.Operator => "operator",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
