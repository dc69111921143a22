namespace LeerId.Evidence;

/// <summary>A report as text, in Dutch, for a page to show.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Sections">What it says.</param>
/// <param name="Jws">The report signed.</param>
public sealed record EvidenceDocument(string Title, IReadOnlyList<DocumentSection> Sections, string Jws);

/// <summary>A part of the document.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Texts">What is said before the tables.</param>
/// <param name="Tables">The tables; one without rows is left out.</param>
public sealed record DocumentSection(string Title, IReadOnlyList<string> Texts, IReadOnlyList<DocumentTable> Tables);

/// <summary>A table, whose first column says what a row is about.</summary>
/// <param name="Caption">What the table shows.</param>
/// <param name="Headers">The heads of the columns.</param>
/// <param name="Rows">The rows, as many cells each as there are heads.</param>
public sealed record DocumentTable(string Caption, IReadOnlyList<string> Headers, IReadOnlyList<DocumentRow> Rows);

/// <summary>A row.</summary>
/// <param name="Head">What it is about.</param>
/// <param name="Cells">The other cells.</param>
/// <param name="NeedsAttention">Whether somebody has to look into it.</param>
public sealed record DocumentRow(string Head, IReadOnlyList<string> Cells, bool NeedsAttention = false);
