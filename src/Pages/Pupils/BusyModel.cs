using Microsoft.AspNetCore.Html;

namespace LeerId.Pages.Pupils;

/// <summary>The content of the page that asks a pupil to wait.</summary>
/// <param name="Dutch">The message in Dutch.</param>
/// <param name="Other">The browser's language, with its message; null if Dutch is sufficient.</param>
/// <param name="Drawing">The drawing, as an SVG element.</param>
public sealed record BusyModel(PupilText Dutch, PupilLanguage? Other, HtmlString Drawing)
{
    /// <summary>The name of the message in each language's file.</summary>
    internal const string Message = "busy";

    /// <summary>The name of the drawing's file.</summary>
    internal const string DrawingName = "clock";
}
