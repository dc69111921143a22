using System.Text;
using LeerId.Pages;

namespace LeerId.Testing;

/// <summary>Reads a page that wasn't sent over HTTP.</summary>
public static class PageText
{
    /// <summary>The HTML of the page.</summary>
    public static string Html(this Page page) => string.Concat(page.Parts.Select(part => Encoding.UTF8.GetString(part.Span)));
}
