using LeerId.Staff;

namespace LeerId.Pages.StaffConsole.Parts;

/// <summary>Fills in the reason for seeing personal data if the previous screen determines it.</summary>
internal static class PurposePrefill
{
    /// <summary>Fills in the reason.</summary>
    /// <param name="form">The form.</param>
    /// <param name="kind">The reason.</param>
    /// <param name="purpose">The case number.</param>
    public static void SetPurpose(this ConsoleForm form, PurposeKind kind, string purpose)
    {
        form.Set(ConsoleRequest.PurposeKindField, kind.ToText());
        form.Set(ConsoleRequest.PurposeField, purpose);
    }
}
