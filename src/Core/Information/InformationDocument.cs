namespace LeerId.Information;

/// <summary>The information for data subjects about the processing (GDPR, articles 12 to 14), in Dutch, for a page.</summary>
/// <param name="Title">The title.</param>
/// <param name="Summary">The short form; null if the whole document is short.</param>
/// <param name="Sections">All sections.</param>
public sealed record InformationDocument(string Title, InformationSection? Summary, IReadOnlyList<InformationSection> Sections);

/// <summary>A section of the document.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Texts">The paragraphs; at least one.</param>
public sealed record InformationSection(string Title, IReadOnlyList<string> Texts)
{
    /// <summary>The list after the paragraphs, such as the processors; empty if there is none.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>A link to more information; null if there is none.</summary>
    public InformationLink? Link { get; init; }
}

/// <summary>A link to another site.</summary>
/// <param name="Text">The link text.</param>
/// <param name="Address">Its https address.</param>
public sealed record InformationLink(string Text, Uri Address);
