namespace LeerId.Pages;

/// <summary>A page as it goes to the browser.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Html">The document. It can hold the hand-off token: it is sent and not logged.</param>
/// <param name="Headers">The headers that go with it.</param>
public sealed record Page(int Status, string Html, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Never prints the document.</summary>
    public override string ToString() => $"{nameof(Page)} {Status}";
}
