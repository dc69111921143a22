using LeerId.DataSubjects;
using LeerId.Pages.StaffConsole.Parts;

namespace LeerId.Pages.StaffConsole.Restrictions;

/// <summary>A page of the register of restrictions.</summary>
/// <param name="Rows">The restrictions on the page.</param>
/// <param name="Pages">The pages of the list.</param>
public sealed record RestrictionListModel(IReadOnlyList<RestrictionAnswer> Rows, PageLinksModel Pages);

/// <summary>One restriction.</summary>
/// <param name="Restriction">The restriction.</param>
/// <param name="MayHandle">Whether the person may handle requests, not only read the register.</param>
/// <param name="Refusal">The reason why a change was refused, in Dutch; null for none.</param>
public sealed record RestrictionModel(RestrictionAnswer Restriction, bool MayHandle, string? Refusal = null)
{
    /// <summary>Whether the restriction is in force.</summary>
    public bool IsOpen => Restriction.Lifted is null;
}

/// <summary>A restriction to lift.</summary>
/// <param name="Restriction">The restriction.</param>
/// <param name="IsTooLate">Whether somebody else lifted it meanwhile.</param>
public sealed record LiftModel(RestrictionAnswer Restriction, bool IsTooLate = false);

/// <summary>An objection to uphold.</summary>
/// <param name="Restriction">The objection.</param>
/// <param name="LogUntil">The first day on which neither the privacy log nor its archive has an entry about the pupil any more.</param>
public sealed record UpholdModel(RestrictionAnswer Restriction, DateOnly LogUntil);
