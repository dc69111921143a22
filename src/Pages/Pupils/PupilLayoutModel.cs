namespace LeerId.Pages.Pupils;

/// <summary>The parts of a page for pupils around its content.</summary>
/// <param name="Title">The title of the document.</param>
/// <param name="GoesOnTo">The address to which the browser redirects at once; null if the page stays open.</param>
public sealed record PupilLayoutModel(string Title, string? GoesOnTo = null);
