using Microsoft.AspNetCore.Html;

namespace LeerId.Pages.Pupils;

/// <summary>The page that posts an answer to an application (OAuth 2.0 Form Post Response Mode).</summary>
/// <param name="Application">The application's name.</param>
/// <param name="Drawing">The drawing, as an SVG element.</param>
/// <param name="Form">The form with the answer.</param>
/// <param name="Script">The script that posts the form at once.</param>
public sealed record FormPostModel(string Application, HtmlString Drawing, HiddenForm Form, HtmlString Script);
