using LeerId.Schools;
using LeerId.Support;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>One school.</summary>
/// <param name="Number">Its number.</param>
/// <param name="School">The contract; null if the school is not on the list.</param>
/// <param name="Today">Whether its pupils may sign in today.</param>
/// <param name="LastChange">The last change of its contract; null if none is kept.</param>
/// <param name="CanChange">Whether the person may change contracts.</param>
public sealed record SchoolModel(SchoolNumber Number, SchoolContract? School, ContractToday Today, SchoolHistoryEntry? LastChange, bool CanChange);
