using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace LeerId.LocalHost.StartPage;

/// <summary>Composes LocalHost's own pages: the document around the content, its style and its security headers.</summary>
internal static class DeveloperPage
{
    private static readonly string Style = ReadStyle();

    // A form of the staff may lead to the console at the https address of a reverse proxy.
    private static readonly string Policy = "default-src 'none'; form-action 'self' https:; frame-ancestors 'none'; base-uri 'none'; "
        + $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    public static IResult Show(
        HttpResponse response, string title, IHtmlContent content, int status = StatusCodes.Status200OK, string language = "en")
    {
        HtmlContentBuilder html = new();
        html.AppendFormat(
            CultureInfo.InvariantCulture,
            "<!DOCTYPE html><html lang=\"{1}\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{0}</title><style>",
            title, language);
        html.AppendHtml(Style).AppendHtml("</style></head><body><main>");
        html.AppendFormat(CultureInfo.InvariantCulture, "<h1 tabindex=\"-1\" autofocus>{0}</h1>", title);
        html.AppendHtml(content).AppendHtml("</main></body></html>");

        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        html.WriteTo(writer, HtmlEncoder.Default);
        return Results.Text(writer.ToString(), "text/html", Encoding.UTF8, status);
    }

    private static string ReadStyle()
    {
        using StreamReader reader = new(typeof(DeveloperPage).Assembly.GetManifestResourceStream(typeof(DeveloperPage), "developer-page.css")!);
        return reader.ReadToEnd();
    }
}
