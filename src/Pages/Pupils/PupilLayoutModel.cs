namespace LeerId.Pages.Pupils;

/// <summary>What differs between the pages for pupils, outside their content.</summary>
/// <param name="Title">The title of the document.</param>
/// <param name="GoesOnTo">Where the browser goes at once; null if the page stays.</param>
public sealed record PupilLayoutModel(string Title, string? GoesOnTo = null);
