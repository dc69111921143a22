using Microsoft.AspNetCore.Html;

namespace LeerId.Pages.Help;

/// <summary>How a teacher reaches the helpdesk.</summary>
/// <param name="Telephone">The telephone number; null if only a mail address is known.</param>
/// <param name="Hours">When the helpdesk answers; null if that is not known.</param>
/// <param name="Mail">The mail address of the provider.</param>
public sealed record HelpdeskContact(string? Telephone, string? Hours, string Mail);

/// <summary>The help about one refusal page.</summary>
/// <param name="Title">The title of the pupil's page.</param>
/// <param name="Drawing">The drawing of the pupil's page, as an SVG element.</param>
/// <param name="Cause">What happened.</param>
/// <param name="Steps">What the teacher does now, in order.</param>
/// <param name="Tell">What the teacher tells the helpdesk.</param>
/// <param name="Address">The address of the page with this help.</param>
/// <param name="Contact">How the helpdesk is reached.</param>
public sealed record HelpModel(
    string Title, HtmlString Drawing, string Cause, IReadOnlyList<string> Steps, string Tell, string Address, HelpdeskContact Contact);

/// <summary>All help pages, for a list of them.</summary>
/// <param name="Pages">The help about each refusal page.</param>
/// <param name="Contact">How the helpdesk is reached.</param>
public sealed record HelpListModel(IReadOnlyList<HelpModel> Pages, HelpdeskContact Contact);
