using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>Composes the start page from its sections.</summary>
internal static class StartPageDocument
{
    public const string Title = "LeerID on this machine";

    /// <summary>The id of a section's heading. An address whose fragment is this id opens the page at that section.</summary>
    public static string IdOf(string title) =>
        new([.. title.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '-')]);

    public static async Task<IHtmlContent> ComposeAsync(IEnumerable<IStartPageSection> sections, CancellationToken cancellationToken)
    {
        HtmlContentBuilder html = new();
        foreach (IStartPageSection section in sections)
        {
            if (await section.RenderAsync(cancellationToken) is not { } content)
                continue;
            html.AppendFormat(
                    CultureInfo.InvariantCulture, "<section aria-labelledby=\"{0}\"><h2 id=\"{0}\">{1}</h2>", IdOf(section.Title), section.Title)
                .AppendHtml(content)
                .AppendHtml("</section>");
        }

        return html;
    }
}
