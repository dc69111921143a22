namespace LeerId.Pages.StaffConsole;

/// <summary>A page with a statement and no form.</summary>
/// <param name="Texts">Paragraphs, in Dutch.</param>
/// <param name="Link">The next step; null for none.</param>
public sealed record StatementModel(IReadOnlyList<string> Texts, ConsoleLink? Link = null);
