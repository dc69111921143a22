using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>The form of a contract.</summary>
/// <param name="Number">The school's number; null for a new school.</param>
/// <param name="Conflict">Both versions, if somebody else changed the contract meanwhile; otherwise null.</param>
/// <param name="Present">The school that already has the typed number on the list; otherwise null.</param>
public sealed record SchoolEditModel(SchoolNumber? Number, ConflictModel? Conflict = null, SchoolContract? Present = null)
{
    internal string Address => ConsoleRouter.AddressOf(Number is { } number ? $"{SchoolScreen.PathOf(number)}/wijzigen" : "scholen/toevoegen");

    internal string Back => ConsoleRouter.AddressOf(Number is { } number ? SchoolScreen.PathOf(number) : SchoolListModel.Path);
}
