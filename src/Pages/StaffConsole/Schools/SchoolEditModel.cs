using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>The form of a contract.</summary>
/// <param name="Number">The school's number; null for a school that is added.</param>
/// <param name="Conflict">Both versions, when somebody else changed the contract meanwhile; else null.</param>
/// <param name="Present">The school that is on the list already under the number that was typed; else null.</param>
public sealed record SchoolEditModel(SchoolNumber? Number, ConflictModel? Conflict = null, SchoolContract? Present = null)
{
    internal string Address => ConsoleRouter.AddressOf(Number is { } number ? $"{SchoolScreen.PathOf(number)}/wijzigen" : "scholen/toevoegen");

    internal string Back => ConsoleRouter.AddressOf(Number is { } number ? SchoolScreen.PathOf(number) : SchoolListModel.Path);
}
