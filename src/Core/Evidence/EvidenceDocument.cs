namespace LeerId.Evidence;

/// <summary>A report as Dutch text, for a page to show.</summary>
/// <param name="Title">The title.</param>
/// <param name="Sections">The contents.</param>
/// <param name="Jws">The signed report.</param>
public sealed record EvidenceDocument(string Title, IReadOnlyList<DocumentSection> Sections, string Jws);

/// <summary>A part of the document.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Texts">The texts before the tables.</param>
/// <param name="Tables">The tables; one without rows is left out.</param>
public sealed record DocumentSection(string Title, IReadOnlyList<string> Texts, IReadOnlyList<DocumentTable> Tables);

/// <summary>A table, whose first column names the subject of each row.</summary>
/// <param name="Caption">The subject of the table.</param>
/// <param name="Headers">The headers of the columns.</param>
/// <param name="Rows">The rows, each with as many cells as there are headers.</param>
public sealed record DocumentTable(string Caption, IReadOnlyList<string> Headers, IReadOnlyList<DocumentRow> Rows);

/// <summary>A row.</summary>
/// <param name="Head">The subject of the row.</param>
/// <param name="Cells">The other cells.</param>
/// <param name="NeedsAttention">Whether somebody must investigate it.</param>
public sealed record DocumentRow(string Head, IReadOnlyList<string> Cells, bool NeedsAttention = false);
