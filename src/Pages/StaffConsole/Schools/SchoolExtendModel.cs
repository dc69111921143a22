using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>The form that extends a contract.</summary>
/// <param name="School">The current contract.</param>
/// <param name="HasEnded">Whether it has ended.</param>
/// <param name="Conflict">Both versions, if somebody else changed the contract meanwhile; otherwise null.</param>
public sealed record SchoolExtendModel(SchoolContract School, bool HasEnded, ConflictModel? Conflict);
