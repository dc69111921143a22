namespace LeerId.Pages.Documents;

/// <summary>What differs between the documents, outside their content.</summary>
/// <param name="Title">The title of the document, and its heading.</param>
/// <param name="Style">The style.</param>
public sealed record DocumentLayoutModel(string Title, PageStyle Style)
{
    /// <summary>Whether it has wide tables; else it is a letter.</summary>
    public bool IsWide { get; init; }
}
