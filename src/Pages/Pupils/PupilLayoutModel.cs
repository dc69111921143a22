namespace LeerId.Pages.Pupils;

/// <summary>What differs between the pages for pupils, outside their content.</summary>
/// <param name="Title">The title of the document.</param>
public sealed record PupilLayoutModel(string Title);
