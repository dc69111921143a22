using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>The start page, of its sections.</summary>
internal static class StartPageDocument
{
    public const string Title = "LeerID on this machine";

    public static async Task<IHtmlContent> ComposeAsync(IEnumerable<IStartPageSection> sections, CancellationToken cancellationToken)
    {
        HtmlContentBuilder html = new();
        int number = 0;
        foreach (IStartPageSection section in sections)
        {
            if (await section.RenderAsync(cancellationToken) is not { } content)
                continue;
            number++;
            html.AppendFormat(
                    CultureInfo.InvariantCulture, "<section aria-labelledby=\"section-{0}\"><h2 id=\"section-{0}\">{1}</h2>", number, section.Title)
                .AppendHtml(content)
                .AppendHtml("</section>");
        }

        return html;
    }
}
