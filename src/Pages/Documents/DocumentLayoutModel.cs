namespace LeerId.Pages.Documents;

/// <summary>The parts of a document around its content.</summary>
/// <param name="Title">The title of the document, and its heading.</param>
/// <param name="Style">The style.</param>
public sealed record DocumentLayoutModel(string Title, PageStyle Style)
{
    /// <summary>Whether the document has wide tables. If not, it has the layout of a letter.</summary>
    public bool IsWide { get; init; }
}
