using Microsoft.AspNetCore.Html;

namespace LeerId.Pages.Help;

/// <summary>The contact details of the helpdesk.</summary>
/// <param name="Telephone">The telephone number; null if only a mail address is known.</param>
/// <param name="Hours">The opening hours of the helpdesk; null if they are unknown.</param>
/// <param name="Mail">The mail address of the provider.</param>
public sealed record HelpdeskContact(string? Telephone, string? Hours, string Mail);

/// <summary>The help about one refusal page.</summary>
/// <param name="Title">The title of the pupil's page.</param>
/// <param name="Drawing">The drawing of the pupil's page, as an SVG element.</param>
/// <param name="Cause">The cause of the refusal.</param>
/// <param name="Steps">The steps for the teacher, in order.</param>
/// <param name="Tell">The information that the teacher gives to the helpdesk.</param>
/// <param name="Address">The address of the page with this help.</param>
/// <param name="Contact">The contact details of the helpdesk.</param>
public sealed record HelpModel(
    string Title, HtmlString Drawing, string Cause, IReadOnlyList<string> Steps, string Tell, string Address, HelpdeskContact Contact);

/// <summary>All help pages, for a list of them.</summary>
/// <param name="Pages">The help about each refusal page.</param>
/// <param name="Busy">The help about the page that asks a pupil to wait.</param>
/// <param name="Contact">The contact details of the helpdesk.</param>
public sealed record HelpListModel(IReadOnlyList<HelpModel> Pages, BusyHelpModel Busy, HelpdeskContact Contact);

/// <summary>The help about the page that asks a pupil to wait. That page isn't a refusal, so it has no help page of its own.</summary>
/// <param name="Title">The title of the pupil's page.</param>
/// <param name="Drawing">The drawing of the pupil's page, as an SVG element.</param>
public sealed record BusyHelpModel(string Title, HtmlString Drawing)
{
    /// <summary>The only step for the teacher.</summary>
    internal const string Step = "Laat de pagina open: ze probeert het vanzelf opnieuw, om de 5 tot 15 seconden.";
}
