namespace LeerId.Pages.StaffConsole;

/// <summary>A page that only says something.</summary>
/// <param name="Texts">Paragraphs, in Dutch.</param>
/// <param name="Link">A next step; null for none.</param>
public sealed record NoticeModel(IReadOnlyList<string> Texts, ConsoleLink? Link = null);

/// <summary>A link.</summary>
/// <param name="Text">The text, in Dutch.</param>
/// <param name="Address">The address: a path of this app.</param>
public sealed record ConsoleLink(string Text, string Address);
