using Microsoft.AspNetCore.Html;

namespace LeerId.Pages.Pupils;

/// <summary>A message for the pupil in one language.</summary>
/// <param name="Language">The texts of the language.</param>
/// <param name="Title">What happened.</param>
/// <param name="Explanation">One or two short sentences about it.</param>
public sealed record RefusalMessage(PupilLanguage Language, string Title, string Explanation);

/// <summary>The content of a refusal page.</summary>
/// <param name="Dutch">The message in Dutch.</param>
/// <param name="Other">The message in the browser's language; null when Dutch will do.</param>
/// <param name="Drawings">What happened, the code, and showing it to a teacher, as SVG elements.</param>
/// <param name="StartAgain">The address to start again; null if the pupil can't help it and has to ask for help.</param>
/// <param name="Back">The way back to the application; null if it is not known which one it is.</param>
/// <param name="SignOut">Lets another pupil sign in on this device; null if ACM has no session of a pupil.</param>
/// <param name="Code">The support code.</param>
/// <param name="HelpPath">The last part of the address of the help page for teachers.</param>
/// <param name="ConcernsClass">Whether no pupil of the school can sign in.</param>
/// <param name="Detail">What the builders of the application need to know, in English; null if the application did nothing wrong.</param>
public sealed record RefusalModel(
    RefusalMessage Dutch, RefusalMessage? Other, IReadOnlyList<HtmlString> Drawings, string? StartAgain, BackToApplication? Back, HiddenForm? SignOut,
    string Code, string HelpPath, bool ConcernsClass, string? Detail);
