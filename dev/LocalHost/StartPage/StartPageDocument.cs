using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>The whole page, of its sections.</summary>
internal static class StartPageDocument
{
    public const string Style =
        "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
        + "table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left;vertical-align:top}"
        + "button{font:inherit;padding:.2rem .6rem}";

    public static async Task<string> RenderAsync(IEnumerable<IStartPageSection> sections, CancellationToken cancellationToken)
    {
        HtmlContentBuilder html = new();
        html.AppendHtml("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\"><title>LeerID on this machine</title><style>")
            .AppendHtml(Style)
            .AppendHtml("</style></head><body><main><h1>LeerID on this machine</h1>");

        int number = 0;
        foreach (IStartPageSection section in sections)
        {
            if (await section.RenderAsync(cancellationToken) is not { } content)
                continue;
            number++;
            html.AppendFormat("<section aria-labelledby=\"section-{0}\"><h2 id=\"section-{0}\">{1}</h2>", number, section.Title)
                .AppendHtml(content)
                .AppendHtml("</section>");
        }

        html.AppendHtml("</main></body></html>");
        using StringWriter writer = new();
        html.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
