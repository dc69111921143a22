using LeerId.Schools;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>The form that ends a contract, and the check before that.</summary>
/// <param name="School">The contract as it is now.</param>
/// <param name="IsChecked">Whether the person checks the choice; false while the person chooses.</param>
/// <param name="Removes">Whether the school is taken off the list; if not, the contract gets a last day.</param>
/// <param name="Consequence">The consequence for the pupils, in Dutch.</param>
/// <param name="WasChanged">Whether somebody else changed the contract while the person chose.</param>
public sealed record SchoolEndModel(SchoolContract School, bool IsChecked, bool Removes = false, string Consequence = "", bool WasChanged = false)
{
    /// <summary>The name of the field with the choice.</summary>
    public const string WayField = "wijze";

    /// <summary>The contract gets a last day.</summary>
    public const string LastDay = "einddatum";

    /// <summary>The school is taken off the list.</summary>
    public const string Removal = "verwijderen";

    internal string Address => ConsoleRouter.AddressOf(SchoolScreen.PathOf(School.Number));
}
