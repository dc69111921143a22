namespace LeerId.Information;

/// <summary>The information for data subjects about the processing (GDPR, articles 12 to 14), in Dutch, for a page.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Summary">The short form; null when the whole is short.</param>
/// <param name="Sections">The whole.</param>
public sealed record InformationDocument(string Title, InformationSection? Summary, IReadOnlyList<InformationSection> Sections);

/// <summary>A part of it.</summary>
/// <param name="Title">About what.</param>
/// <param name="Texts">A paragraph each; at least one.</param>
public sealed record InformationSection(string Title, IReadOnlyList<string> Texts)
{
    /// <summary>What is listed after the texts, such as the processors; empty when there is nothing to list.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Where more is said; null when there is no such place.</summary>
    public InformationLink? Link { get; init; }
}

/// <summary>A link to another site.</summary>
/// <param name="Text">What is there.</param>
/// <param name="Address">Its https address.</param>
public sealed record InformationLink(string Text, Uri Address);
