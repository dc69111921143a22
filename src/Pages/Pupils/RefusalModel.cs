using Microsoft.AspNetCore.Html;

namespace LeerId.Pages.Pupils;

/// <summary>The content of a refusal page.</summary>
/// <param name="Title">What is the matter.</param>
/// <param name="Explanation">One or two short sentences about it.</param>
/// <param name="Drawing">The drawing that says the same, as an SVG element.</param>
/// <param name="StartAgain">The address to start again; null if the pupil can't help it and has to ask for help.</param>
/// <param name="Back">The way back to the application; null if it is not known which one it is.</param>
/// <param name="SignOut">Lets another pupil sign in on this device; null if there is an address to start again.</param>
/// <param name="Code">The support code.</param>
/// <param name="Detail">What the builders of the application need to know, in English; null if the application did nothing wrong.</param>
public sealed record RefusalModel(
    string Title, string Explanation, HtmlString Drawing, string? StartAgain, BackToApplication? Back, HiddenForm? SignOut, string Code, string? Detail);
