using LeerId.Disclosures;
using LeerId.Pages.StaffConsole.Parts;

namespace LeerId.Pages.StaffConsole.Disclosures;

/// <summary>The list of disclosures.</summary>
/// <param name="Drafts">The requests that are not sent yet.</param>
/// <param name="Page">The disclosures.</param>
/// <param name="OpenOnly">Whether only open disclosures are shown.</param>
public sealed record DisclosureList(IReadOnlyList<DisclosureDraft> Drafts, DisclosurePage Page, bool OpenOnly)
{
    internal const int PageSize = 25;

    internal const string Shown = "toon";

    internal const string All = "alle";

    /// <summary>The links to the other pages.</summary>
    public PageLinksModel Links { get; } = new(
        DisclosuresScreen.Path, new Dictionary<string, string?> { [Shown] = OpenOnly ? null : All }, Page.Number, PageSize, Page.Total);
}
