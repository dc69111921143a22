using LeerId.Calendar;
using LeerId.Disclosures;

namespace LeerId.Pages.StaffConsole.Disclosures;

/// <summary>A disclosure on its own page, and on the pages where it is withdrawn or released.</summary>
/// <param name="Status">The disclosure, with its unmet conditions.</param>
/// <param name="MayRelease">Whether the person may release it, when every condition is met.</param>
public sealed record DisclosureDetails(DisclosureStatus Status, bool MayRelease)
{
    /// <summary>The disclosure.</summary>
    public Disclosure Disclosure => Status.Disclosure;

    /// <summary>The conditions, each with whether it is met.</summary>
    public IReadOnlyList<ConditionCheck> Conditions { get; } = DisclosureChecklist.Of(Status);

    /// <summary>The address of a page of the disclosure.</summary>
    public string AddressOf(string? page = null) => ConsoleRouter.AddressOf(DisclosuresScreen.PathOf(Disclosure.Id, page));

    /// <summary>When an officer got the notice, in Dutch.</summary>
    public static string DeliveryText(DateTimeOffset? at) => at is { } moment ? $"mail bezorgd op {DutchDate.Moment(moment)}" : "mail nog niet bezorgd";
}
