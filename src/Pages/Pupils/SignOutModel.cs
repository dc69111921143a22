using Microsoft.AspNetCore.Html;

namespace LeerId.Pages.Pupils;

/// <summary>A page about signing out.</summary>
/// <param name="Title">The question, or the result.</param>
/// <param name="Explanation">One or two short sentences about it.</param>
/// <param name="Drawing">The drawing, as an SVG element.</param>
/// <param name="Question">The form that signs out; null if the page asks nothing.</param>
/// <param name="Next">The target of the button; null without a button.</param>
/// <param name="NextText">The text of that button.</param>
/// <param name="GoesOn">Whether the browser redirects to that target at once.</param>
public sealed record SignOutModel(string Title, string Explanation, HtmlString Drawing, HiddenForm? Question, string? Next, string NextText, bool GoesOn);
