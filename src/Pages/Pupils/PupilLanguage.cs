namespace LeerId.Pages.Pupils;

/// <summary>A title with one or two short sentences, for a pupil of six. They say what happened, without blame.</summary>
/// <param name="Title">The title, which says what happened.</param>
/// <param name="Explanation">The explanation. The placeholder <c>{application}</c> is replaced by the name of the application.</param>
public sealed record PupilText(string Title, string Explanation)
{
    // The name keeps its own direction in a right-to-left text (Unicode Standard Annex 9: first strong isolate, pop directional isolate).
    private const char Isolate = '\u2068', EndOfIsolate = '\u2069';

    /// <summary>The explanation with the name of the application.</summary>
    /// <param name="application">The name.</param>
    /// <param name="isolates">Whether the name must keep its direction; false in a text that has the direction of the name.</param>
    public string Explain(string application, bool isolates) =>
        Explanation.Replace("{application}", isolates ? $"{Isolate}{application}{EndOfIsolate}" : application, StringComparison.Ordinal);
}

/// <summary>The texts of the pages on which a pupil can't sign in now, in one language: a file in the folder Languages.</summary>
/// <param name="Language">The language of the texts, as HTML names it (RFC 5646).</param>
/// <param name="Name">The name of the language in the language itself.</param>
/// <param name="Direction">The direction of the script: <c>ltr</c> or <c>rtl</c>.</param>
/// <param name="ReviewedOn">The day on which a native speaker reviewed the texts; null if nobody has done so.</param>
/// <param name="AskForHelp">The sentence that asks the pupil to ask the teacher for help.</param>
/// <param name="IfItFails">The same sentence for a page on which the pupil can first try again.</param>
/// <param name="ShowCode">The sentence that asks the pupil to show the code to the teacher.</param>
/// <param name="ReadAloud">The text of the button that reads the message aloud.</param>
/// <param name="Pages">The message of each kind of refusal and of the page that asks to wait, by the name of the kind.</param>
public sealed record PupilLanguage(
    string Language, string Name, string Direction, DateOnly? ReviewedOn, string AskForHelp, string IfItFails, string ShowCode, string ReadAloud,
    IReadOnlyDictionary<string, PupilText> Pages)
{
    /// <summary>Whether the script runs from right to left.</summary>
    public bool IsRightToLeft => Direction == "rtl";
}
