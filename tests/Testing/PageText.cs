using System.Text;
using LeerId.Pages;

namespace LeerId.Testing;

/// <summary>Reads the text of a page as a browser shows it.</summary>
public static class PageText
{
    /// <summary>The text of the document.</summary>
    public static string Html(this Page page) => string.Concat(page.Parts.Select(part => Encoding.UTF8.GetString(part.Span)));
}
