using Microsoft.AspNetCore.Html;

namespace LeerId.Pages.Pupils;

/// <summary>A message for the pupil in one language.</summary>
/// <param name="Language">The texts of the language.</param>
/// <param name="Title">The title, which says what happened.</param>
/// <param name="Explanation">One or two short sentences about it.</param>
public sealed record RefusalMessage(PupilLanguage Language, string Title, string Explanation);

/// <summary>The content of a refusal page.</summary>
/// <param name="Dutch">The message in Dutch.</param>
/// <param name="Other">The message in the browser's language; null if Dutch is sufficient.</param>
/// <param name="Drawings">Three drawings as SVG elements: what happened, the code, and showing the code to a teacher.</param>
/// <param name="StartAgain">The address at which to start again; null if the pupil must ask for help instead.</param>
/// <param name="Back">The way back to the application; null if the application is unknown.</param>
/// <param name="SignOut">The form with which another pupil can sign in on this device; null if ACM has no session of a pupil.</param>
/// <param name="Code">The support code.</param>
/// <param name="HelpPath">The last part of the address of the help page for teachers.</param>
/// <param name="ConcernsClass">Whether no pupil of the school can sign in.</param>
/// <param name="Detail">The information for the developers of the application, in English; null if the application made no error.</param>
public sealed record RefusalModel(
    RefusalMessage Dutch, RefusalMessage? Other, IReadOnlyList<HtmlString> Drawings, string? StartAgain, BackToApplication? Back, HiddenForm? SignOut,
    string Code, string HelpPath, bool ConcernsClass, string? Detail);
