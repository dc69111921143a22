using System.Text;
using LeerId.Pages;

namespace LeerId.Testing;

/// <summary>Reads a page as a browser does.</summary>
public static class PageText
{
    /// <summary>The document as text.</summary>
    public static string Html(this Page page) => string.Concat(page.Parts.Select(part => Encoding.UTF8.GetString(part.Span)));
}
