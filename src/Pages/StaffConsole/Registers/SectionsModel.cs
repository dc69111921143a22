using LeerId.Evidence;

namespace LeerId.Pages.StaffConsole.Registers;

/// <summary>A screen that shows parts of a document, to read and to print.</summary>
/// <param name="Introduction">What it is, in Dutch.</param>
/// <param name="Sections">The parts.</param>
/// <param name="Links">Where more is.</param>
public sealed record SectionsModel(string Introduction, IReadOnlyList<DocumentSection> Sections, params IReadOnlyList<ConsoleLink> Links);
