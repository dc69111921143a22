using Microsoft.AspNetCore.Html;

namespace LeerId.Pages.Pupils;

/// <summary>The content of a refusal page.</summary>
/// <param name="Title">What is the matter.</param>
/// <param name="Explanation">One or two short sentences about it.</param>
/// <param name="Drawing">The drawing that says the same, as an SVG element.</param>
/// <param name="StartAgain">The address to start again; null when the pupil can't help it and has to ask for help.</param>
/// <param name="OffersSignOut">Whether another pupil can sign in on this device: only when there is no address to start again.</param>
/// <param name="Code">The support code.</param>
public sealed record RefusalModel(string Title, string Explanation, HtmlString Drawing, string? StartAgain, bool OffersSignOut, string Code);
