using System.Text;
using LeerId.Pages;

namespace LeerId.Testing;

/// <summary>Reads the HTML of a page.</summary>
public static class PageText
{
    /// <summary>The source of the document.</summary>
    public static string Html(this Page page) => string.Concat(page.Parts.Select(part => Encoding.UTF8.GetString(part.Span)));
}
