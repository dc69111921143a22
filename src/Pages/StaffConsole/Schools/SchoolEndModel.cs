using LeerId.Schools;

namespace LeerId.Pages.StaffConsole.Schools;

/// <summary>The form that ends a contract, and the confirmation page.</summary>
/// <param name="School">The current contract.</param>
/// <param name="IsChecked">Whether this is the confirmation page; false for the form.</param>
/// <param name="Removes">Whether the school is removed from the list. If not, the contract gets a last day.</param>
/// <param name="Consequence">The consequence for the pupils, in Dutch.</param>
/// <param name="WasChanged">Whether somebody else changed the contract while the person chose.</param>
public sealed record SchoolEndModel(SchoolContract School, bool IsChecked, bool Removes = false, string Consequence = "", bool WasChanged = false)
{
    /// <summary>The name of the field with the choice.</summary>
    public const string WayField = "wijze";

    /// <summary>The choice to give the contract a last day.</summary>
    public const string LastDay = "einddatum";

    /// <summary>The choice to remove the school from the list.</summary>
    public const string Removal = "verwijderen";

    internal string Address => ConsoleRouter.AddressOf(SchoolScreen.PathOf(School.Number));
}
