using LeerId.Evidence;

namespace LeerId.Pages.StaffConsole;

/// <summary>A screen that shows parts of a document, to read and to print.</summary>
/// <param name="Introduction">The introduction, in Dutch.</param>
/// <param name="Sections">The parts.</param>
/// <param name="Links">Links to related screens; empty for none.</param>
public sealed record SectionsModel(string Introduction, IReadOnlyList<DocumentSection> Sections, params IReadOnlyList<ConsoleLink> Links);
