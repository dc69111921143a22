using LeerId.Pages.StaffConsole.Parts;
using LeerId.Schools;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>The changes of a school.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Entries">The changes on the page, newest first.</param>
/// <param name="IsComplete">Whether the pages contain all changes that are kept; false if there are older ones.</param>
/// <param name="Links">The other pages.</param>
/// <param name="Reader">The object id of the person who reads the page.</param>
/// <param name="CanChange">Whether the person may restore a contract.</param>
public sealed record SchoolHistoryModel(
    SchoolNumber Number, IReadOnlyList<SchoolHistoryEntry> Entries, bool IsComplete, PageLinksModel Links, string Reader, bool CanChange)
{
    internal const int PageSize = 25;

    internal string Address => ConsoleRouter.AddressOf(SchoolScreen.PathOf(Number));
}

/// <summary>A contract that would be restored.</summary>
/// <param name="Number">The school's number.</param>
/// <param name="Entry">The change that is undone.</param>
/// <param name="Differences">The differences between the present contract and the one before the change.</param>
/// <param name="WasChanged">Whether somebody else changed the contract while the person checked.</param>
public sealed record SchoolRestoreModel(
    SchoolNumber Number, SchoolHistoryEntry Entry, IReadOnlyList<(string Label, string One, string Other)> Differences, bool WasChanged)
{
    internal string Address => $"{ConsoleRouter.AddressOf(SchoolScreen.PathOf(Number))}/geschiedenis";
}
